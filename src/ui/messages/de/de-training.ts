import type { enTraining } from '../en-training.ts'
import type { Translation } from '../translation.ts'

/** Texts of training in the page, in German. */
export const deTraining = {
  heading: 'Experten trainieren',
  intro:
    'Wähl eine Art von Aufgabe oder schreib eine eigene. Das Modell antwortet, richtige Antworten werden belohnt, und nur die Faktoren seiner Singulärwerte lernen. Alles läuft in diesem Tab.',
  loading: 'Wird geladen…',

  source: 'Lernen',
  fromFamily: 'eine Familie',
  written: 'eine eigene Aufgabe',
  family: 'Familie',
  text: 'Deine Aufgabe, eine Übung je Zeile: Prompt => Antwort',
  textHint:
    'Mehrere gültige Antworten: Prompt => Antwort | andere Antwort. Auch JSON-Zeilen gehen: {"prompt": …, "answer": …}; damit auch Antworten mit senkrechtem Strich.',
  example: 'Beispiel einfügen',
  openFile: 'Zeilen aus einer Datei anfügen',
  tooLong: 'Diese Datei ist zu lang: Eine Aufgabe hat höchstens 1 MB.',
  unreadable: 'Diese Datei ist kein Text.',
  match: 'Eine Antwort ist richtig, wenn',
  matches: { ending: 'sie mit einer gültigen endet', whole: 'sie eine gültige ist' },
  counted: (all, train, heldOut) =>
    `${all} Übungen: ${train} zum Trainieren, ${heldOut} zum Messen zurückgehalten.`,
  tooFew: (count, fewest) =>
    count === 0
      ? `Schreib mindestens ${fewest} Übungen.`
      : `Bisher ${count} ${count === 1 ? 'Übung' : 'Übungen'}; mindestens ${fewest} sind nötig.`,
  lineProblem: (line, reason) => `Zeile ${line}: ${reason}.`,
  moreProblems: (count) => `${count} weitere Zeilen sind nicht lesbar.`,
  leftOut: 'Zeilen, die nicht lesbar sind, werden weggelassen.',

  name: 'Name',
  nameHint: (name) => `Ohne Namen heißt er ${name}.`,
  modules: 'Module',
  moduleNames: { mlp: 'MLP', attention: 'Attention', all: 'alle' },
  modulesTerm:
    'Welche Gewichtsmatrizen sich ändern dürfen: die der Attention, die des MLP oder alle. Die übrigen bleiben, wie sie sind.',
  steps: 'Schritte',
  stepsRange: 'Eine ganze Zahl von 1 bis 500',
  klWeight: 'KL-Gewicht',
  klRange: 'Eine Zahl von 0 bis 5',
  klWord: 'was KL bewirkt',
  klTerm:
    'KL misst in Nat je Token, wie weit sich die Vorhersagen des Experten von der Basis entfernt haben. Ihr Gewicht ist, was Entfernung gegen Belohnung kostet.',
  more: 'Mehr',
  learningRate: 'Lernrate',
  rateRange: 'Über 0, höchstens 0,2',
  seed: 'Seed',
  train: 'Trainieren',
  notReady: 'Das Modell läuft noch nicht.',
  busy: 'Immer nur ein Training: Beende oder verwirf das daneben.',

  idle: (prompts, samples) =>
    `Jeder Schritt zieht ${samples} Antworten auf jeden von ${prompts} Prompts und macht wahrscheinlicher, was besser war als die Nachbarn. Prompts anderer Art halten den Experten bei seiner Aufgabe. Du kannst inzwischen Regler bewegen, pausieren, den Tab schließen und an einem anderen Tag weitermachen.`,
  about: (task, modules, kl, seed) => `${task}, Module ${modules}, KL-Gewicht ${kl}, Seed ${seed}`,
  ownTask: (count) => `eine Aufgabe aus ${count} Übungen`,
  progress: 'Training',
  opening: 'Das Modell wird in einem zweiten Worker geöffnet…',
  firstStep: 'Die Basis wird gemessen, dann kommt der erste Schritt…',
  step: (step, steps) => `Schritt ${step} von ${steps}`,
  left: (time) => `noch etwa ${time}`,
  took: (time) => `${time} Training`,
  pause: 'Pause',
  resume: 'Fortsetzen',
  finish: 'Hier aufhören und den Experten behalten',
  discard: 'Verwerfen',
  paused: (step, steps) => `Pause nach Schritt ${step} von ${steps}.`,
  pausedEarly: 'Pause, bevor der erste Schritt fertig war.',
  discarded: (name) => `Das Training von ${name} wurde verworfen.`,
  undo: 'Rückgängig',
  signals: {
    'never-right': (samples) =>
      `Keine von ${samples} gezogenen Antworten war in den ersten Schritten richtig, und nur richtige können belohnt werden. Die Basis muss ab und zu treffen: Versuch leichtere Prompts, mehr gültige Antworten oder „sie mit einer gültigen endet“.`,
    'always-right': (samples) =>
      `Alle ${samples} gezogenen Antworten waren richtig: Die Basis kann diese Aufgabe schon, und es gibt nichts zu lernen.`,
    flat: () =>
      'In den letzten Schritten verdienten alle Antworten eines Prompts dasselbe, also lehrten sie nichts. Der Experte bleibt, wie er ist, bis sich die Antworten wieder unterscheiden.',
  },
  madeNothing:
    'Es entstand kein Experte: In keinem Schritt war eine Antwort besser als ihre Nachbarn, er wäre also die Basis.',
  made: (name) => `α ${name} liegt auf den Reglern, auf 0.`,
  tryIt: 'Mit α = 1 probieren',
  close: 'Schließen',
  notKept: 'Dieses Training geht verloren, wenn der Tab geschlossen wird.',

  reward: 'Belohnung',
  rewardSentence: (first, last, step) =>
    `${last} der in Schritt ${step} gezogenen Antworten waren richtig${step > 1 ? `, ${first} in Schritt 1` : ''}.`,
  kl: 'KL zur Basis',
  klSentence: (own, others) =>
    `Der Experte ist bei seiner Aufgabe ${own} Nat je Token von der Basis entfernt, ${others} bei Prompts anderer Art.`,
  klOwn: 'seine Aufgabe',
  klOthers: 'andere Arten',
  accuracy: 'Genauigkeit an zurückgehaltenen Übungen',
  accuracySentence: (right, items, share, low, high, step) =>
    `${right} von ${items} zurückgehaltenen Übungen richtig nach Schritt ${step} (${share}; 95-%-Intervall ${low} bis ${high}).`,
  accuracyBase: (right, items, share) => `Die Basis: ${right} von ${items} (${share}).`,
  notMeasured: 'Gemessen vor dem ersten Schritt, alle fünf Schritte und am Ende.',
  nothingYet: 'Erscheint mit dem ersten Schritt.',
  stepAxis: 'Schritt',
  stepColumn: 'Schritt',
  right: 'Richtig',
  of: 'Übungen',
  base: 'Basis',

  own: 'Deine Experten',
  ownNone:
    'Experten, die du hier trainierst oder aus einer safetensors-Datei lädst, stehen hier und bleiben in diesem Browser.',
  load: 'Experten laden',
  tooBig: (name) => `${name} ist größer als jeder Experte dieses Modells.`,
  trainedHere: 'hier trainiert',
  loaded: 'geladen',
  facts: (task, origin, numbers) => `${task}, ${origin}, ${numbers} Zahlen`,
  download: 'Herunterladen',
  rename: 'Umbenennen',
  remove: 'Entfernen',
  save: 'Sichern',
  newName: (name) => `Neuer Name für ${name}`,
  removed: (name) => `${name} wurde entfernt.`,
  inspect: 'Wie er entstand, und was er ändert',
  provenance: 'Entstanden mit',
  changes: 'Größe der Änderung',
  changesSentence: (layer, kind, most) =>
    `Am meisten ändert er ${kind} in Schicht ${layer}: um ${most} der Singulärwerte dieser Matrix (‖σ⊙z − σ‖ / ‖σ‖).`,
  changesNone: 'Er ändert nichts.',
  layer: 'Schicht',
  ownNotKept:
    'Deine Experten gehen verloren, wenn der Tab geschlossen wird; lade herunter, was du behalten willst.',
} satisfies Translation<typeof enTraining>
