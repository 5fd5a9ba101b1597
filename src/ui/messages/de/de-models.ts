import type { enModels } from '../en-models.ts'
import type { Translation } from '../translation.ts'

/** Words around opening and factoring models, in German. */
export const deModels = {
  button: (facts) => `Modell öffnen. Jetzt offen: ${facts}`,
  opening: (share) => `Wird geöffnet… ${share}`.trim(),
  title: 'Modell öffnen',
  intro:
    'Jedes Modell der Llama-Familie: Es läuft hier, in deinem Browser, und nichts davon wird irgendwohin gesendet.',
  close: 'Schließen',
  place: 'Wo das Modell liegt',
  places: {
    embedded: 'Diese Seite',
    hub: 'Hugging Face',
    address: 'Adresse',
    files: 'Deine Dateien',
    stored: 'Im Browser',
  },
  open: 'Öffnen',
  loading: 'Wird geladen…',

  embedded:
    'Das kleine Modell, das mit dieser Seite kam, samt Experten, Aufgaben und Messergebnissen. Etwa 3 MB.',
  embeddedOpen: 'Es ist gerade offen.',

  look: 'Nachsehen',
  looking: 'Sieht nach…',
  hubLabel: 'Repository, als owner/name',
  hubHint:
    'Von huggingface.co, über deine eigene Verbindung. Nachsehen holt die Liste der Dateien und ihre Köpfe; die Gewichte kommen erst beim Öffnen.',
  hubBad: 'Ein Repository hat die Form owner/name, wie in der Adresse seiner Seite.',
  choice: 'Welche Datei',
  choiceText: (file, size) => `${file}, ${size}`,
  formats: { bundle: 'zerlegtes Paket', gguf: 'GGUF', safetensors: 'safetensors' },
  facts: {
    what: 'Was',
    whatValue: (format, layers, width, vocab) =>
      `Llama-Familie, ${format}: ${layers} Schichten der Breite ${width}, kennt ${vocab} Tokens`,
    parameters: 'Parameter',
    context: 'Liest',
    contextValue: (tokens) => `bis zu ${tokens} Tokens`,
    download: 'Download',
    noDownload: 'nichts: Es ist schon hier',
    dense: 'Speicher, wie es ist',
    factored: 'Speicher, zerlegt',
    cpu: 'Speicher, auf der CPU',
    storage: 'Browserspeicher',
    storageFree: (free) => `${free} frei`,
  },
  fits: 'passt',
  fitsNot: 'passt nicht',
  mayFit: 'passt vielleicht',
  onCpu: 'Es wird auf der CPU laufen, das ist langsamer.',
  noWebGpu: 'Hier gibt es kein WebGPU: Es wird auf der CPU laufen, das ist langsamer.',
  fitsNowhere:
    'Dieses Gerät kann es nicht fassen. Nimm ein kleineres Modell oder eines mit kleineren Dateien, etwa Q4.',

  addressLabel: 'Adresse des Ordners mit dem Paket',
  addressHint:
    'Ein Ordner, den t2 factor erzeugt hat, auf einem Server, der dieser Seite das Lesen erlaubt (CORS). Nur dieser Server wird gefragt.',
  addressBad: 'Das ist keine Webadresse. Sie beginnt mit https:// und endet beim Ordner mit manifest.json.',
  addressFile:
    'Das ist die Adresse einer einzelnen Datei. Lade sie herunter und öffne sie aus deinen Dateien, oder sieh in ihrem Repository auf Hugging Face nach.',

  filesHint:
    'Eine GGUF-Datei, ein Hugging-Face-Ordner mit safetensors oder ein Paket. Du kannst es auch irgendwo auf die Seite ziehen.',
  pickFiles: 'Dateien wählen',
  pickFolder: 'Ordner wählen',
  filesNone: 'Noch nichts gewählt.',
  filesPicked: (files, size) => `${files === 1 ? '1 Datei' : `${files} Dateien`}, ${size}`,
  andMore: (files) => `und ${files} weitere`,
  drop: 'Modell ablegen: eine GGUF-Datei oder ein Ordner',

  storedNone:
    'In diesem Browser ist noch nichts gespeichert. Modelle, die hier zerlegt werden, bleiben erhalten.',
  storedKinds: { model: 'Modell', download: 'Download', factors: 'unfertige Zerlegung' },
  storedPart: 'unvollständig',
  storedGoesOn: {
    download: 'Für den Rest öffne dasselbe Repository noch einmal.',
    factors: 'Um damit weiterzumachen, öffne dasselbe Modell noch einmal.',
  },
  remove: 'Entfernen',
  removeNamed: (name, kind) => `${name} entfernen (${kind})`,
  openNamed: (name) => `${name} öffnen`,
  clearAll: (size) => `Alles entfernen (${size})`,

  speed: (speed) => `${speed} pro Sekunde`,
  left: (time) => `noch ${time}`,
  ofBytes: (loaded, total) => `${loaded} von ${total}`,
  stays: 'Das Modell, das offen war, ist es weiterhin.',
  cancelled: {
    hub: 'Angehalten. Was bisher heruntergeladen wurde, bleibt erhalten.',
    bundle:
      'Angehalten. Dateien, die ganz geladen wurden, sind vielleicht noch im Zwischenspeicher des Browsers.',
    files: 'Angehalten.',
    stored: 'Angehalten.',
  },
  tryAgain: 'Noch einmal versuchen',

  asked: (name) => `Dieser Link verlangt ein anderes Modell: ${name}`,
  askedWhat: {
    bundle: (host) => `Es würde von ${host} heruntergeladen. Bisher wurde nichts angefordert.`,
    hub: (repo) => `Es würde von huggingface.co/${repo} heruntergeladen. Bisher wurde nichts angefordert.`,
    stored: 'Vielleicht ist es in diesem Browser gespeichert.',
    files: '',
    embedded: 'Es ist das Modell, das mit dieser Seite kam.',
  },
  askedKept: 'Es ist in diesem Browser gespeichert.',
  askedOpen: 'Öffnen',
  askedKeep: 'Bei diesem Modell bleiben',

  factorTitle: (name) => `${name} ist für Antworten der Basis offen.`,
  factorWhy:
    'Experten ändern Singulärwerte, deshalb werden die Gewichte zuerst zerlegt: einmal, hier, im Hintergrund. Das Ergebnis bleibt in diesem Browser.',
  factor: 'Dieses Modell zerlegen',
  factoring: (done, total) => `Zerlegung: ${done} von ${total} Matrizen`,
  factorPhases: {
    factoring: 'Wird zerlegt',
    writing: 'Faktoren werden geschrieben',
    starting: 'Engine wird gestartet',
  },
  pause: 'Pause',
  resume: 'Fortsetzen',
  paused: (done, total) => `Pause: ${done} von ${total} Matrizen sind fertig und gespeichert.`,
  pausedEarly: 'Pause, bevor die erste Matrix fertig war.',
  discard: 'Verwerfen',
  stopAndDiscard: 'Anhalten und verwerfen',
  unkept: {
    'no-room': (name) =>
      `Im Speicher des Browsers ist kein Platz für ${name}: Es läuft aus dem Arbeitsspeicher und verschwindet mit dem Tab.`,
    'no-storage': (name) =>
      `Dieser Browser speichert nichts für die Seite (ein privates Fenster, oder eine Seite über http?): ${name} läuft aus dem Arbeitsspeicher und verschwindet mit dem Tab.`,
  },
  makeRoom: 'Zeigen, was gespeichert ist',

  dense: 'Dieses Modell ist noch nicht zerlegt, und Experten brauchen die Faktoren.',
  noExperts:
    'Für dieses Modell gibt es noch keine Experten. Lade einen aus einer Datei, oder trainiere weiter unten einen.',
  loadExpert: 'Experten laden',
  trainExpert: 'Einen trainieren',
  adaptedDense: 'Das angepasste Modell braucht einen Experten, und Experten brauchen zerlegte Gewichte.',
  adaptedNone: 'Ohne Experten ist das angepasste Modell das Basismodell.',
  twoPassNone: 'Zwei Durchgänge wählen unter Experten, und dieses Modell hat noch keine.',
  weightsNone: 'Keine Experten, keine Gewichte: Lade oder trainiere zuerst einen.',
  confusionNone: 'Durchgang 1 braucht Experten zur Auswahl, und dieses Modell hat noch keine.',
  confusionPlain:
    'Dieses Modell schreibt Texte fort; man kann es nicht fragen, was für eine Aufgabe etwas ist.',
  measuredElsewhere:
    'Die gemessenen Matrizen gehören zu dem Modell, das mit dieser Seite kam. Hier kannst du live zählen.',
  accuracyElsewhere:
    'Die gemessenen Tabellen gehören zu dem Modell, das mit dieser Seite kam. Ein anderes Modell misst t2 eval.',
  picturesElsewhere:
    'Bilder gehören zu dem Modell, das mit dieser Seite kam: Kein anderes hat sehen gelernt.',
  measuredWith: (model) => `Gemessen mit ${model}.`,
  trainingLarge: (parameters) =>
    `Ein Modell mit ${parameters} Parametern zu trainieren braucht mehrere Gigabyte Speicher, mehr als ein Tab bekommt. Auf der Kommandozeile geht es; die Datei des Experten wird dann hier unten geladen.`,
  trainingLargeCommand:
    't2 train svf --model BUNDLE --task chat-reasoning --modules mlp --prompts 16 --learning-rate 0.01 --kl-weight 0.05 --resume --out my-expert.safetensors',
  trainingLargeNote: 'BUNDLE ist der Ordner, den t2 factor aus demselben Modell macht.',
  trainingDense: 'Training bewegt Singulärwerte, also muss das Modell zuerst zerlegt werden.',
} satisfies Translation<typeof enModels>
