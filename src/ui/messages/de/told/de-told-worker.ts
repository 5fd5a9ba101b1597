import type { Sentences } from '../../teller.ts'

/** In German, what the part of the page that computes says. */
export const deToldWorker: Sentences = {
  'It had just taken a model that was cancelled.':
    'Er hatte gerade ein Modell übernommen, das abgebrochen war.',
  'Its device does not answer.': 'Das Gerät antwortet nicht.',
  'A part of the factoring stopped. {}': 'Ein Teil der Zerlegung ist ausgefallen. {1}',
  'The bench needs at least two tokens.': 'Die Messung braucht mindestens zwei Tokens.',
  'The model does not adapt {}.': 'Das Modell passt {1} nicht an.',
  'There are no such components of {}, or too many were asked for.':
    'Solche Komponenten hat {1} nicht, oder es wurden zu viele verlangt.',
  'Another tab is factoring {}.': 'Ein anderer Tab zerlegt gerade {1}.',
  'The open model is factored already.': 'Das offene Modell ist schon zerlegt.',
  'Wait until it is done: then it opens from the browser’s storage here as well.':
    'Warte, bis er fertig ist: Dann öffnet es sich auch hier aus dem Speicher des Browsers.',
  'No lane was asked for.': 'Es wurde keine Spur verlangt.',
  'Shorten it.': 'Kürze ihn.',
  'The text has {} characters; that is more than any model here reads.':
    'Der Text hat {1} Zeichen; das ist mehr, als hier irgendein Modell liest.',
  'This model has no vision part.': 'Dieses Modell hat keinen Bildteil.',
  'Load one that was trained here; t2 transfer can carry an expert over.':
    'Lade einen, der hier trainiert wurde; t2 transfer kann einen Experten übertragen.',
  'The expert {} comes with the model and stays.': 'Der Experte {1} gehört zum Modell und bleibt.',
  'The expert “{}” was trained for another model ({}…; this one is {}…). Its numbers belong to that model’s singular values.':
    'Der Experte „{1}“ wurde für ein anderes Modell trainiert ({2}…; dieses ist {3}…). Seine Zahlen gehören zu dessen Singulärwerten.',
  'There is no expert named {}.': 'Es gibt keinen Experten namens {1}.',
  'The CPU engine is the reference itself: it has nothing to be tested against.':
    'Die CPU ist selbst die Referenz: Es gibt nichts, woran sie zu messen wäre.',
  'Let it finish, or close that tab, then remove it again.':
    'Lass ihn fertig werden, oder schließe jenen Tab, dann entferne es noch einmal.',
  '{} could not be removed: another tab is at work on it.':
    '{1} ließ sich nicht entfernen: Ein anderer Tab arbeitet daran.',
  'A sweep over {} mixes is too fine.': 'Ein Raster von {1} Mischungen ist zu fein.',
  'Choose a larger step.': 'Wähle eine größere Schrittweite.',
  'The worker was asked for something odd at {}: {}.':
    'Bei {1} bekam der rechnende Teil der Seite etwas Seltsames: {2}.',
  'It fits on the CPU: choose that.': 'Auf der CPU hat es Platz: Wähle sie.',
  'Take a smaller model.': 'Nimm ein kleineres Modell.',
  'This model does not fit here.': 'Dieses Modell hat hier keinen Platz.',
  'This model does not fit here. {}': 'Dieses Modell hat hier keinen Platz. {1}',
  'A message could not be read.': 'Eine Nachricht ließ sich nicht lesen.',
  'It was silent and has been ended.': 'Er blieb stumm und wurde beendet.',
  'Load the model again; if that does not help, reload the page.':
    'Lade das Modell noch einmal; hilft das nicht, lade die Seite neu.',
  'The part of the page that runs the model stopped. It could not be loaded.':
    'Der Teil der Seite, der rechnet, ist ausgefallen. Er ließ sich nicht laden.',
  'The part of the page that runs the model stopped. {}':
    'Der Teil der Seite, der rechnet, ist ausgefallen. {1}',
  'A part of the factoring stopped. It could not be loaded, or the memory ran out.':
    'Ein Teil der Zerlegung ist ausgefallen. Er ließ sich nicht laden, oder der Speicher reichte nicht.',
  'Factoring {} still': 'Das Zerlegen von {1}',
  'No file was picked.': 'Es wurde keine Datei gewählt.',
  'Of {} not all is stored here.': 'Von {1} ist hier nicht alles gespeichert.',
  'Open it from where it came; what is here will not be fetched again.':
    'Öffne es von dort, wo es herkam; was hier ist, wird nicht noch einmal geladen.',
  'Another tab is downloading {}.': 'Ein anderer Tab lädt gerade {1} herunter.',
  'Let it finish, then open it here.': 'Lass ihn fertig werden, dann öffne es hier.',
  'Whether this machine has so much memory is not known: browsers tell of {} GB at most.':
    'Ob dieser Rechner so viel Speicher hat, ist nicht bekannt: Browser nennen höchstens {1} GB.',
  'It would keep {} in the browser, which has {} for this page: the rest, {}, stays in memory and goes with the tab.':
    'Im Browser würde es {1} belegen, und dort sind {2} für diese Seite frei: Der Rest, {3}, bleibt im Arbeitsspeicher und geht mit dem Tab.',
  'It takes {}, and this machine has about {} of memory.':
    'Es braucht {1}, und dieses Gerät hat etwa {2} Speicher.',
  'Its largest matrix takes {}, and this device reads at most {} at once.':
    'Seine größte Matrix braucht {1}, und dieses Gerät liest höchstens {2} auf einmal.',
  'The keys and values of one answer take {} a layer, and this device reads at most {} at once.':
    'Schlüssel und Werte einer Antwort brauchen {1} je Schicht, und dieses Gerät liest höchstens {2} auf einmal.',
  'There is no WebGPU here.': 'Hier gibt es kein WebGPU.',
  'With 32-bit numbers it takes {}, and the CPU engine holds at most {}.':
    'Mit 32-Bit-Zahlen braucht es {1}, und auf der CPU haben höchstens {2} Platz.',
  'What this browser kept of {} is damaged, and could not be fetched again. {}':
    'Was dieser Browser von {1} aufgehoben hat, ist beschädigt und ließ sich nicht noch einmal holen. {2}',
  'Load a model first.': 'Lade zuerst ein Modell.',
  'No model is open.': 'Es ist kein Modell offen.',
  'Open it again from where it came; it can be factored anew.':
    'Öffne es noch einmal von dort, wo es herkam; es lässt sich neu zerlegen.',
  'The checkpoint': 'Der Checkpoint',
  'What this browser kept of {} is damaged, and was removed.':
    'Was dieser Browser von {1} aufgehoben hat, ist beschädigt und wurde entfernt.',
  'The worker has no call named {}.': 'Der rechnende Teil der Seite kennt keinen Aufruf namens {1}.',
  "This device's WebGPU gives other numbers than the reference: off by {} where {} is allowed.":
    'WebGPU rechnet auf diesem Gerät anders als die Referenz: {1} daneben, erlaubt ist {2}.',
}
