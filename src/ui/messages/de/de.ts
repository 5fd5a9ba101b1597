import type { en } from '../en.ts'
import type { Translation } from '../translation.ts'
import { deDevice } from './de-device.ts'
import { deFewShot } from './de-few-shot.ts'
import { deInspector } from './de-inspector.ts'
import { deKept } from './de-kept.ts'
import { deLens } from './de-lens.ts'
import { deModels } from './de-models.ts'
import { dePictures } from './de-pictures.ts'
import { deProblems } from './de-problems.ts'
import { deResults } from './de-results.ts'
import { deSweep } from './de-sweep.ts'
import { deTour } from './de-tour.ts'
import { deTraining } from './de-training.ts'
import { deTwoPass } from './de-two-pass.ts'

/** Every text of the page in German. */
export const de = {
  families: {
    math: 'Mathe',
    code: 'Code',
    reasoning: 'Logik',
    'math-hard': 'schwerere Mathe',
    'code-hard': 'schwererer Code',
    'reasoning-hard': 'schwerere Logik',
    other: 'Sonstiges',
    'chat-math': 'Textaufgaben',
    'chat-code': 'was ein Programm ausgibt',
    'chat-reasoning': 'was für ein Ding',
  },
  categories: { math: 'Mathe', code: 'Code', reasoning: 'Logik', other: 'Sonstiges' },
  modes: {
    blend: 'z′ = 1 + Σ α (ẑ − 1). Alle α auf 0: genau die Basis; ein α auf 1: genau dieser Experte.',
    paper:
      'z′ = Σ α z, wie im Paper gedruckt. Alle α auf 0: die Nullmatrix, jede angepasste Schicht verstummt.',
    reference:
      'Die Mischung des Papers, auf die Gesamtstärke der Basis gebracht wie im Referenzcode. Nicht definiert, wo die Summe null ist.',
  },
  setBy: {
    start: 'zu Beginn',
    you: 'von dir',
    'two-pass': 'per Durchgang 1',
    'few-shot': 'per Few-Shot',
    link: 'per Link',
  },
  phases: {
    checking: 'Prüfen, was dieser Browser kann',
    downloading: 'Modell wird heruntergeladen',
    verifying: 'Download wird geprüft',
    reading: 'Gewichte werden gelesen',
    'downloading-engine': 'CPU-Engine wird geladen',
    starting: 'Engine wird gestartet',
    compiling: 'Kernel werden übersetzt',
    'self-test': 'Engine wird gegen die CPU geprüft',
    ready: 'Bereit',
    failed: 'Läuft nicht',
  },
  backends: { webgpu: 'WebGPU', wasm: 'CPU (WebAssembly)', node: 'CPU (Node)' },
  strategies: {
    prompt: 'Das Basismodell wird gefragt, was für eine Aufgabe das ist.',
    classifier: 'Dieselbe Frage, aber mit einem Experten geladen, der sie zu beantworten gelernt hat.',
    'few-shot':
      'Eine Suche über α an einigen Beispielen der Aufgabe: die Kreuzentropie-Methode, alle Kandidaten als Spuren eines Stapels.',
  },
  device: deDevice,
  fewShot: deFewShot,
  kept: deKept,
  inspector: deInspector,
  lens: deLens,
  sweep: deSweep,
  models: deModels,
  pictures: dePictures,
  results: deResults,
  tour: deTour,
  training: deTraining,
  twoPass: deTwoPass,

  units: { thousand: 'Tsd.', million: 'Mio.', billion: 'Mrd.' },
  separator: '; ',
  fewThousand: 'ein paar Tausend',
  title: 'Transformer²-Playground',
  lede: (scales) => `Dieselben Gewichte, ${scales} Zahlen geändert, eine andere Fähigkeit.`,
  ledeWaiting: 'Dieselben Gewichte, wenige Zahlen geändert, eine andere Fähigkeit.',
  modelFacts: (name, size) => `${name} · ${size}`,
  lessonsButton: 'Lektionen',
  loadingView: 'Wird geladen…',
  copyLink: 'Link kopieren',
  linkCopied: 'Link kopiert.',
  linkWithout: (parts) => `Nicht im Link, der sonst zu lang würde: ${parts}.`,
  linkNames: (expert) => `Er nennt ${expert} nur: Wer diesen Experten haben soll, braucht auch seine Datei.`,
  linkParts: {
    prompt: 'der Prompt',
    system: 'die Systemnachricht',
    task: 'die Aufgabenzeile',
    alpha: 'die Regler',
    model: 'das Modell',
  },
  linkNotCopied: 'Der Browser hat das Kopieren nicht erlaubt. In der Adresszeile steht derselbe Link.',
  theme: { system: 'Farben: wie das System', light: 'Farben: hell', dark: 'Farben: dunkel' },
  language: 'Sprache',
  languageFailed: (name) => `${name} konnte nicht geladen werden.`,
  footer:
    'Alles auf dieser Seite wird in deinem Browser berechnet oder wurde mit dem gezeigten Modell gemessen. Nichts wird irgendwohin gesendet.',
  offline: {
    kept: 'Diese Seite ist in deinem Browser gespeichert: Sie öffnet sich auch ohne Netz.',
    newer: 'Eine neuere Fassung dieser Seite ist da.',
    take: 'Neu laden',
  },
  showTable: 'Als Tabelle zeigen',
  retry: 'Noch einmal versuchen',
  transcript: {
    title: 'Transformer²-Protokoll',
    model: 'Modell',
    mix: 'Mischung',
    none: 'keins',
    sampling: (seed, temperature, tokens) =>
      `Seed ${seed}, Temperatur ${temperature}, höchstens ${tokens} Tokens`,
    system: 'Systemnachricht',
    prompt: 'Prompt',
    base: 'Basis',
    adapted: 'Angepasst',
  },
  problemKind: (code) => deProblems[code] ?? '',
  problemDetails: 'Im Einzelnen (englisch):',
  partFailed:
    'Dieser Teil der Seite lässt sich nicht zeigen: Er war nicht zu bekommen, oder eine neuere Fassung der Seite hat seinen Platz eingenommen. Versuche es noch einmal, oder lade die Seite neu; was in der Adresse steht, bleibt.',
  pageFailed:
    'Die Seite lässt sich nicht zeigen: Ein Teil von ihr war nicht zu bekommen, oder eine neuere Fassung hat seinen Platz eingenommen. Lade sie neu; was in der Adresse steht, bleibt.',
  reloadPage: 'Seite neu laden',
  notAhead: 'Seit einer Weile kommt nichts. Es wird von selbst weiter versucht; abbrechen hält es an.',
  loadAgain: 'Noch einmal laden',
  cancel: 'Abbrechen',
  dismiss: 'Schließen',
  copyDiagnostics: 'Diagnose kopieren',
  diagnosticsCopied: 'Kopiert',
  diagnosticsNotCopied: 'Der Browser hat das Kopieren nicht erlaubt',
  base: 'Basis',
  adapted: 'angepasst',

  link: {
    title: 'Ein Teil dieses Links war nicht zu verstehen und wurde weggelassen.',
    item: (key, value, reason) => `${key}${value ? ` = ${value}` : ''}: ${reason}`,
    more: (count) => (count === 1 ? 'und ein weiterer Teil' : `und ${count} weitere Teile`),
  },

  prompt: {
    heading: 'Prompt',
    label: 'Dein Prompt',
    ask: 'Fragen',
    hint: 'Eingabetaste fragt, Umschalt + Eingabetaste beginnt eine neue Zeile.',
    examples: 'Beispiele',
    groups: {
      math: 'Mathe',
      code: 'Code',
      reasoning: 'Logik',
      harder: 'schwerer',
      other: 'Sonstiges',
      writing: 'schreiben',
      explaining: 'erklären',
      story: 'Geschichte',
      facts: 'Fakten',
    },
    surprise: 'überrasche mich',
    empty: 'Schreib zuerst etwas, oder nimm ein Beispiel.',
    edited: 'Geändert. Mit der Eingabetaste fragen.',
  },

  chatForm: {
    heading: 'Systemnachricht, und was das Modell liest',
    system: 'Systemnachricht',
    systemNone: 'Die des Modells',
    systemHint: 'Das bekommt das Modell vor deinem Prompt gesagt. Bleibt das Feld leer, gilt seine eigene.',
    read: 'Was das Modell liest',
    readTokens: (tokens) => `${tokens} Tokens, dazwischen fett die Marken des Modells`,
    loading: 'Wird geladen…',
  },

  choices: {
    heading: 'Für wie wahrscheinlich es jede angebotene Antwort hält',
    answer: 'Antwort',
    probability: 'Wahrscheinlichkeit',
    weighing: 'wägt die angebotenen Antworten ab…',
    right: (said) => `${said} ist am wahrscheinlichsten`,
    wrong: (said, expected) => `${said} ist am wahrscheinlichsten, ${expected} wäre richtig`,
  },

  experts: {
    heading: 'Experten',
    what: 'Ein Experte ist ein Faktor für jeden Singulärwert der Gewichtsmatrizen des Modells. α sagt, wie viel davon wirkt.',
    whatTerm: 'was α bewirkt',
    trainedFor: (model) =>
      `Diese Experten kamen mit der Seite: Sie wurden für ${model} trainiert, und seinen Formen nach ist es dieses Modell.`,
    alpha: (name) => `α ${name}`,
    valueText: (name, value) => `Experte ${name} auf ${value}`,
    solo: 'Solo',
    mute: 'Stumm',
    reset: 'Auf 0',
    resetAll: 'Alle auf 0',
    all: 'Alle α',
    halve: 'Jedes α halbieren',
    double: 'Jedes α verdoppeln, soweit alle im Bereich bleiben',
    normalise: 'Die Summe aller α auf 1 bringen',
    preset: 'Vorlage',
    presetNone: 'eigene',
    presets: {
      base: () => 'nur die Basis',
      half: (value) => `alle Experten auf ${value}`,
      found: (mix) => `von der Suche gefunden (CEM): ${mix}`,
      alone: (value, name) => `${name} allein (${value})`,
      beyond: (value, name) => `${name} über sich hinaus (${value})`,
      away: (value, name) => `${name} abgezogen (${value})`,
    },
    mode: 'Mischmodus',
    range: 'Eine Zahl von −1 bis 2',
    more: 'Mehr',
    less: 'Weniger',
  },

  outputs: {
    base: 'Ausgabe der Basis',
    adapted: 'Angepasste Ausgabe',
    tokens: 'Tokens zeigen',
    transcript: 'Protokoll',
    measured: 'gemessen, wird neu berechnet…',
    measuredIdle: 'gemessen beim Training des Modells',
    waiting: 'wartet auf die Engine…',
    notComputed: 'nicht berechnet: Das Modell läuft nicht',
    thinking: 'rechnet…',
    reading: (time) => `liest den Prompt, ${time}`,
    readingShare: (share, time) => `liest den Prompt: ${share}, ${time}`,
    cut: (tokens) => `nach ${tokens} Tokens angehalten`,
    stop: 'Anhalten',
    stopped: (tokens) => `von dir nach ${tokens} Tokens angehalten`,
    longer: (tokens) => `Bis zu ${tokens} Tokens`,
    again: 'Neu antworten',
    tokenCount: (tokens) => (tokens === 1 ? '1 Token' : `${tokens} Tokens`),
    nothing: 'das Modell endete ohne ein Wort',
    unsaid: 'es war noch nichts geschrieben',
    wordless: 'nichts als Tokens ohne Text',
    right: 'richtig',
    wrong: 'falsch',
    expected: (expected) => `eine richtige Antwort: ${expected}`,
    same: 'Wie die Basis, Token für Token.',
    differs: (token) => `Weicht ab Token ${token} ab.`,
    endsEarlier: (token) => `Wie die Basis, endet aber nach Token ${token}.`,
    goesOn: (token) => `Wie die Basis, und geht nach Token ${token} weiter.`,
    legend: 'Gestrichelt: nur in der Basis. Unterstrichen: nur angepasst.',
    stale: 'vom vorigen α',
    baseNote: 'alle α auf 0',
  },

  why: {
    zero: 'Alle α stehen auf 0, also ist das angepasste Modell das Basismodell: dieselben Gewichte, dieselben Faktoren, dieselbe Antwort.',
    unchanged: (mix, scales) =>
      `Mit ${mix} haben sich ${scales} Skalenwerte bewegt, aber nicht weit genug, um diese Antwort zu ändern.`,
    longer: (mix, now, before, scales) =>
      `Das Basismodell hat von Schreibern gelernt, die meist mit der Antwort herausplatzen. ${mix} verstärkt, was es auch von denen gelernt hat, die eine Aufgabe durcharbeiten: Es schreibt jetzt ${now} Tokens, wo die Basis ${before} schreibt. Dieselben Gewichte: Nur ${scales} Skalenwerte sind anders.`,
    other: (mix, scales) =>
      `${mix} ändert, wie stark jede Richtung der Gewichte spricht, und damit die Antwort. Dieselben Gewichte: Nur ${scales} Skalenwerte sind anders.`,
    paperZero:
      'Alle α stehen im Modus „paper“ auf 0: z′ ist 0, und jede angepasste Schicht ist die Nullmatrix. Antworten kann nur noch die Worteinbettung allein.',
    and: ' und ',
  },

  next: {
    heading: 'Nächstes Token',
    term: 'Das Modell gibt jedem Token, das es kennt, eine Wahrscheinlichkeit, am Anfang der Antwort zu stehen. Das hier sind die wahrscheinlichsten.',
    termWord: 'erstes Token der Antwort',
    sentence: (base, baseShare, adapted, adaptedShare) =>
      `Die Basis würde mit „${base}“ beginnen (${baseShare}), das angepasste Modell mit „${adapted}“ (${adaptedShare}).`,
    none: 'Erscheint, sobald es eine Antwort gibt.',
    token: 'Token',
    base: 'Basis',
    adapted: 'Angepasst',
    delta: 'Änderung',
    points: 'Punkte',
    legendDelta: 'rechts: Änderung in Prozentpunkten',
  },

  weights: {
    heading: 'Gewichte der Experten',
    sentence: (parts) => `Jetzt wirkt: ${parts}.`,
    zero: 'Alle α stehen auf 0: Nichts wirkt.',
    part: (name, value, by) => `${name} ${value}, gesetzt ${by}`,
    expert: 'Experte',
    alpha: 'α',
    by: 'Gesetzt',
  },

  confusion: {
    heading: 'Konfusionsmatrix',
    source: 'Quelle',
    measured: 'Gemessen',
    live: 'Live zählen',
    corner: 'wahr\u00a0↓ gesagt\u00a0→',
    caption: (strategy) => `Was Durchgang 1 wie oft gesagt hat, Strategie ${strategy}`,
    sentence: (right, items, share, strategy) =>
      `Die Strategie ${strategy} erkennt ${right} von ${items} Prompts (${share}).`,
    soFar: (done, wanted) => `${done} von ${wanted} Prompts`,
    items: 'Frische Prompts',
    seed: 'Seed',
    run: 'Start',
    stopped: (done) => `Nach ${done} Prompts angehalten.`,
    idle: 'Verteilt frisch gezogene Prompts, hier in deinem Browser, und zählt.',
    truth: 'Wahre Kategorie',
    said: 'Gesagt',
    count: 'Prompts',
    share: 'Anteil an der Zeile',
    right: 'richtig',
    notMeasured: 'Es gibt keine gemessene Matrix.',
    noStrategy: 'Diese Strategie wurde nicht gemessen.',
    wantItems: 'Zwischen 4 und 2\u202f000 Prompts',
  },

  accuracy: {
    heading: 'Gemessene Genauigkeit',
    sentence: (items, parts) =>
      `Anteil richtiger Antworten bei ${items} Testprompts je Zelle, mit 95-%-Intervallen. ${parts}`,
    part: (name, before, after) => `${name}: Basis ${before}, Experte ${after}.`,
    family: 'Aufgabenfamilie',
    notMeasured: 'Es gibt keine gemessene Tabelle.',
    curve: (expert, best, share) =>
      `Der Experte ${expert} beantwortet seine eigene Familie am besten mit α ${best} (${share}).`,
    curveHeading: 'Genauigkeit entlang α',
    alpha: 'α',
    loading: 'Wird geladen…',
    made: (command, date) => `${command}, ${date}`,
  },

  engine: {
    heading: 'Engine',
    runsOn: (backend, device) => `${backend}: ${device}`,
    because: (reason) => `CPU (WebAssembly). Der Grund: ${reason}`,
    webgpuIn:
      'Hier geht alles, nur langsamer. Aktuelle Versionen von Chrome, Edge, Safari und Firefox haben WebGPU, wenn die Hardwarebeschleunigung an ist.',
    webgpuWhere: 'Browser mit WebGPU, auf caniuse.com',
    selfTest: 'Selbsttest',
    runSelfTest: 'Selbsttest starten',
    selfTestRunning: 'Wird geprüft…',
    selfTestNone: 'entfällt: Die CPU ist der Maßstab',
    passed: (error, tolerance) => `bestanden, größter Fehler ${error} (erlaubt ${tolerance})`,
    missed: (error, tolerance) => `nicht bestanden, größter Fehler ${error} (erlaubt ${tolerance})`,
    speed: 'Tempo',
    speedValue: (speed) => `${speed} Tokens pro Sekunde`,
    speedNone: 'noch nicht gemessen',
    lanes: 'Spuren der letzten Antwort',
    lanesTerm:
      'Eine Spur ist ein Satz Skalenwerte mit eigenem Text. Alle Spuren eines Stapels lesen gleichzeitig dieselben Gewichte.',
    lane: (lanes) => (lanes === 1 ? '1 (angepasst)' : `${lanes} (Basis und angepasst)`),
    model: 'Modell',
    modelValue: (name, parameters, layers, hidden, vocab) =>
      `${name}: ${parameters} Parameter, ${layers} Schichten der Breite ${hidden}, kennt ${vocab} Tokens`,
    scales: 'Skalenwerte',
    scalesValue: (scales) => `${scales} Zahlen, die ein Experte ändern darf`,
    reads: 'Gewichte, gelesen je Token',
    readsTerm:
      'Schreiben dauert etwa so lange, wie die Gewichte zu lesen. t2 export verrechnet eine Mischung zu gewöhnlichen Gewichten, was sich für eine feste Mischung lohnt, die allein schreibt; Faktoren werden einmal gelesen, so viele Mischungen auch antworten.',
    readsValue: (present, merged, twice) =>
      `${present}, einmal für alle Spuren. Zu gewöhnlichen Gewichten verrechnet: ${merged} für eine Mischung, ${twice} für zwei.`,
    backend: 'Läuft auf',
    sampling: 'Sampling',
    seed: 'Seed',
    temperature: 'Temperatur',
    maxTokens: 'Längste Antwort',
    maxTokensValue: (tokens) => `${tokens} Tokens`,
    temperatureWord: 'was die Temperatur bewirkt',
    temperatureTerm:
      '0 nimmt immer das wahrscheinlichste Token. Höhere Werte ziehen freier, gesteuert vom Seed.',
    seedRange: 'Eine ganze Zahl von 0 bis 4\u202f294\u202f967\u202f295',
    temperatureRange: 'Eine Zahl von 0 bis 2',
    progress: (loaded, total) => `${loaded} von ${total} MB`,
    progressUnknown: (loaded) => `${loaded} MB`,
    verified: (error) => `geprüft, Fehler ${error}`,
    pillFallback: 'CPU statt WebGPU',
    pill: { webgpu: 'WebGPU', wasm: 'CPU', node: 'CPU' },
    diagnostics: 'Für eine Meldung',
    failedTitle: 'Das Modell läuft nicht.',
    tryCpu: 'Auf der CPU rechnen',
    repaint: 'Vom Regler bis zu neuen Wahrscheinlichkeiten',
  },
} satisfies Translation<typeof en>
