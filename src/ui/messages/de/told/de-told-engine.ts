import type { Sentences } from '../../teller.ts'

/** In German, what engines and the decomposition say. */
export const deToldEngine: Sentences = {
  'This page came over http, and browsers give WebGPU to https and localhost only.':
    'Diese Seite kam über http, und Browser geben WebGPU nur an https und localhost.',
  'This browser has no WebAssembly, or one too old for the CPU engine.':
    'Dieser Browser hat kein WebAssembly, oder ein zu altes, um auf der CPU zu rechnen.',
  'Use a current Chrome, Edge, Safari or Firefox, with WebAssembly not switched off.':
    'Nimm einen aktuellen Chrome, Edge, Safari oder Firefox, in dem WebAssembly nicht abgeschaltet ist.',
  'There is not enough memory for the CPU engine.': 'Der Speicher reicht nicht, um auf der CPU zu rechnen.',
  'Close other tabs, or open a smaller model.': 'Schließe andere Tabs, oder öffne ein kleineres Modell.',
  'The CPU engine did not start: {}': 'Auf der CPU ließ sich nicht rechnen: {1}',
  'The graphics driver does not answer.': 'Der Grafiktreiber antwortet nicht.',
  'Its compiler does not answer.': 'Sein Compiler antwortet nicht.',
  'A matrix of {} × {} does not have {} numbers.': 'Eine Matrix von {1} × {2} hat nicht {3} Zahlen.',
  'The largest singular value does not fit into a 64-bit number.':
    'Der größte Singulärwert passt nicht in eine 64-Bit-Zahl.',
  'The matrix holds a number that is not finite, so it has no singular values.':
    'Die Matrix enthält eine Zahl, die nicht endlich ist, und hat deshalb keine Singulärwerte.',
  'A matrix is too large to be factored in 4 GiB.': 'Eine Matrix ist zu groß, um in 4 GiB zerlegt zu werden.',
  'Choose a smaller model.': 'Wähle ein kleineres Modell.',
  'Matrices cannot be factored here: WebAssembly with SIMD is missing.':
    'Matrizen lassen sich hier nicht zerlegen: WebAssembly mit SIMD fehlt.',
  'There is no memory for {} bytes of factors.': 'Für {1} Byte Faktoren ist kein Speicher da.',
  'Use a current browser, or Node 20 or newer.': 'Nimm einen aktuellen Browser, oder Node 20 oder neuer.',
  'A lane has {} scales, the model needs {}.': 'Eine Spur hat {1} Skalenwerte, das Modell braucht {2}.',
  'A lane needs at least one token.': 'Eine Spur braucht mindestens ein Token.',
  'A soft token has a number that is not finite.': 'Ein weiches Token hat eine Zahl, die nicht endlich ist.',
  'An answer to be scored needs a prompt.': 'Eine Antwort, die gewertet werden soll, braucht einen Prompt.',
  'An answer to be scored needs at least one token.':
    'Eine Antwort, die gewertet werden soll, braucht mindestens ein Token.',
  'Answers that are compared place by place must be equally long.':
    'Antworten, die Stelle für Stelle verglichen werden, müssen gleich lang sein.',
  'Shorten the prompt or ask for fewer tokens.': 'Kürze den Prompt, oder verlange weniger Tokens.',
  'Soft tokens of {} numbers do not divide into rows of {}.':
    'Weiche Tokens mit {1} Zahlen lassen sich nicht in Zeilen von {2} teilen.',
  'There is no lane to run.': 'Es gibt keine Spur zu rechnen.',
  'Token id {} is outside the vocabulary (0 to {}).':
    'Die Token-Id {1} liegt außerhalb des Vokabulars (0 bis {2}).',
  "{} tokens and {} more are over the model's {}.":
    '{1} Tokens und {2} weitere sind mehr als die {3} des Modells.',
  'Load the model again.': 'Lade das Modell noch einmal.',
  'The graphics device was lost and could not be started again: {}':
    'Das Grafikgerät ging verloren und ließ sich nicht wieder starten: {1}',
  'The graphics device was lost {} times in a short while.':
    'Das Grafikgerät ging in kurzer Zeit {1}-mal verloren.',
  'WebGPU did not start: {}': 'WebGPU ließ sich nicht starten: {1}',
  'Bring the sliders nearer to 0, or check that the experts belong to this model.':
    'Schieb die Regler näher an 0, oder prüfe, ob die Experten zu diesem Modell gehören.',
  'The model produced numbers that are not finite, first in {}.':
    'Im Modell entstanden Zahlen, die nicht endlich sind, zuerst hier: {1}.',
  'The model produced numbers that are not finite.': 'Im Modell entstanden Zahlen, die nicht endlich sind.',
  'the keys and values of layer {}': 'Schlüssel und Werte der Schicht {1}',
  'what layer {} makes of its keys and values, or in the logits':
    'was Schicht {1} aus ihren Schlüsseln und Werten macht, oder in den Logits',
  'The graphics adapter gave no device.': 'Die Grafikeinheit gibt kein Gerät heraus.',
  'This browser has no WebGPU.': 'Dieser Browser hat kein WebGPU.',
  'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on, or run on the CPU.':
    'Nimm einen aktuellen Chrome, Edge, Safari oder Firefox mit eingeschalteter Hardwarebeschleunigung, oder rechne auf der CPU.',
  'WebGPU found no graphics adapter.': 'WebGPU findet keine Grafikeinheit.',
  'The buffer "{}" takes {}, and this device allows {}.':
    'Der Puffer „{1}“ braucht {2}, und dieses Gerät erlaubt {3}.',
  'The graphics device has no {} left.': 'Das Grafikgerät hat keine {1} mehr frei.',
  'Use fewer lanes, shorter prompts or a smaller model, or close other tabs.':
    'Nimm weniger Spuren, kürzere Prompts oder ein kleineres Modell, oder schließe andere Tabs.',
  'The graphics device refused {}: {}': 'Das Grafikgerät verweigert {1}: {2}',
  'Use fewer lanes, shorter prompts or a smaller model, or run on the CPU.':
    'Nimm weniger Spuren, kürzere Prompts oder ein kleineres Modell, oder rechne auf der CPU.',
  'Choose the CPU engine; please report this message.': 'Wähle die CPU; bitte melde diese Nachricht.',
  'Close other tabs, or use fewer lanes or shorter prompts.':
    'Schließe andere Tabs, oder nimm weniger Spuren oder kürzere Prompts.',
  'Reload the page. If it happens again, choose the CPU engine or a smaller model.':
    'Lade die Seite neu. Geschieht es wieder, wähle die CPU oder ein kleineres Modell.',
  'The graphics device has no memory left.': 'Das Grafikgerät hat keinen Speicher mehr.',
  "This device's WebGPU has come to give numbers that no right one gives.":
    'WebGPU gibt auf diesem Gerät inzwischen Zahlen, die keines geben kann, das richtig rechnet.',
  'The graphics device refused a command: {}.': 'Das Grafikgerät verweigert einen Befehl: {1}.',
  'The graphics device was lost ({}).': 'Das Grafikgerät ging verloren ({1}).',
  'A kernel reads and writes {} buffers, and this device allows {}.':
    'Ein Kernel liest und schreibt {1} Puffer, und dieses Gerät erlaubt {2}.',
  'Run on the CPU.': 'Rechne auf der CPU.',
  'Heads of size {}, {} over {}, cannot be run.':
    'Köpfe der Größe {1}, {2} über {3}, lassen sich nicht rechnen.',
  'Use a model whose head size is even and whose query heads divide evenly over its key heads.':
    'Nimm ein Modell mit gerader Kopfgröße, dessen Query-Köpfe sich gleichmäßig auf die Key-Köpfe verteilen.',
  'This model has been closed.': 'Dieses Modell ist geschlossen.',
  'The self-test is for the WebGPU engine; the CPU is the reference.':
    'Die Rechenprobe gilt WebGPU; die CPU ist die Referenz.',
  'Use fewer lanes, shorter prompts or a smaller answer length.':
    'Nimm weniger Spuren, kürzere Prompts oder kürzere Antworten.',
  '{} lanes of {} tokens need {} MiB for {}, and this device allows {} MiB; one lane of {} tokens would fit.':
    '{1} Spuren zu {2} Tokens brauchen {3} MiB für {4}, und dieses Gerät erlaubt {5} MiB; Platz hat eine Spur zu {6} Tokens.',
  '{} lanes of {} tokens need {} MiB for {}, and this device allows {} MiB; {} lanes of {} tokens would fit.':
    '{1} Spuren zu {2} Tokens brauchen {3} MiB für {4}, und dieses Gerät erlaubt {5} MiB; Platz haben {6} Spuren zu {7} Tokens.',
  'the logits': 'die Logits',
  'No batch has begun.': 'Es läuft kein Stapel.',
  'A temperature of {} means nothing.': 'Eine Temperatur von {1} bedeutet nichts.',
  'The option {} is {}.': 'Die Einstellung {1} steht auf {2}.',
  'Use 0 for greedy, or a positive number.':
    'Nimm 0 für das wahrscheinlichste Token, oder eine positive Zahl.',
  'Use a whole number that is not negative.': 'Nimm eine ganze Zahl, die nicht negativ ist.',
  'Factor the model with 16-bit numbers, take a smaller one, or run on the CPU.':
    'Zerlege das Modell mit 16-Bit-Zahlen, nimm ein kleineres, oder rechne auf der CPU.',
  'The matrix "{}" takes {}, and this device reads at most {} at once.':
    'Die Matrix „{1}“ braucht {2}, und dieses Gerät liest höchstens {3} auf einmal.',
  'This device decodes at most {} lanes at once.': 'Dieses Gerät schreibt an höchstens {1} Spuren zugleich.',
  'layer {} {} U': 'Schicht {1} {2} U',
  'layer {} {} V': 'Schicht {1} {2} V',
  '{} vectors': '{1}-Vektoren',
  'Only a scalar can be differentiated.': 'Nur ein Skalar lässt sich ableiten.',
  'The operator {} has no gradient rule.': 'Der Operator {1} hat keine Ableitungsregel.',
  'Weight {} has {} numbers, its shape needs {}.': 'Das Gewicht {1} hat {2} Zahlen, seine Form braucht {3}.',
  'Nothing to concatenate.': 'Es gibt nichts aneinanderzufügen.',
  'Reshape to [{}] is ambiguous.': 'Die Umformung auf [{1}] ist mehrdeutig.',
  'Cannot multiply [{}] by [{}].': '[{1}] lässt sich nicht mit [{2}] multiplizieren.',
  'No gradient through a matrix product that broadcasts its batch axes.':
    'Ein Matrixprodukt, das seine Stapelachsen ausdehnt, hat keinen Gradienten.',
  '{} needs constant axes.': '{1} braucht feste Achsen.',
  'A tensor of rank {} has no axis {}.': 'Ein Tensor vom Rang {1} hat keine Achse {2}.',
  'Axis {} ({}) must have a known size.': 'Die Achse {1} ({2}) muss eine bekannte Größe haben.',
  'Sizes {} and {} cannot be broadcast together.': 'Die Größen {1} und {2} passen nicht zueinander.',
}
