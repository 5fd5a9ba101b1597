import type { enLessons } from '../en-lessons.ts'
import type { Translation } from '../translation.ts'

const lessons = {
  svd: {
    title: 'Was eine Singulärwertzerlegung ist',
    minutes: '8 Minuten',
    goal: 'Ein Bild in Schichten zerlegen, die stärkste zuerst, und sehen, dass sich eine Gewichtsmatrix genauso zerlegen lässt.',
    steps: {
      one: 'Das Bild ist ein Gitter aus 48 × 48 Zahlen: eine Matrix. Behalte nur ihre erste Komponente: Stell „Behaltene Komponenten“ auf 1.',
      tenth:
        'Hol Komponenten zurück, eine nach der anderen, bis der Fehler unter 10 % liegt. Höchstens 16 darfst du behalten.',
      noise:
        'Wähl das Bild „Rauschen“ und behalte 16 Komponenten oder weniger. Vergleich seinen Fehler mit dem des Hauses.',
      weight:
        'Auch eine Gewichtsmatrix des Modells ist so ein Gitter. Wähl in der Karte unten eine andere Matrix und sieh dir ihre Kurve von σ an.',
    },
    question: 'Warum zeichnen wenige Komponenten ein Haus, aber kein Rauschen?',
    answer:
      'Die Zeilen des Hauses wiederholen einander: Eine Wand sieht in jeder Zeile gleich aus. Eine Komponente ist ein Zeilenmuster mal ein Spaltenmuster; was sich wiederholt, passt also in wenige davon, und σ fällt steil. Im Rauschen wiederholt sich nichts: Jede Komponente trägt etwa so viel wie die nächste. Die Gewichte eines trainierten Modells liegen dazwischen.',
    sheet: [
      'Nötige Komponenten für das Haus bei einem Fehler unter 10 %:',
      'Fehler des Rauschens mit ebenso vielen Komponenten:',
      'In eigenen Worten: Ein Singulärwert sagt:',
    ],
  },
  scales: {
    title: 'Was das Skalieren von Singulärwerten bewirkt',
    minutes: '8 Minuten',
    goal: 'Gruppen von Singulärwerten auf- und abdrehen, erst in einem Bild und dann, mit einem Experten, im Modell.',
    steps: {
      outline: 'Setz die Verstärkung „größte 2“ auf 0. Was bleibt vom Bild, und was ist weg?',
      smooth:
        'Setz sie zurück auf 1, und die Verstärkung „der ganze Rest“ auf 0. Welche Einzelheiten sind jetzt weg?',
      louder: 'Dreh eine der drei Verstärkungen auf 1,5 oder mehr.',
      expert:
        'Ein Experte macht genau das mit den Gewichten des Modells, mit einer Verstärkung für jeden Singulärwert. Setz α math auf 1 und lies die angepasste Ausgabe.',
      base: 'Drück „Alle auf 0“. Basis und angepasstes Modell sind wieder gleich.',
    },
    question: 'Der Experte fügt nie eine Richtung hinzu, die nicht da war. Was kann er also nicht lehren?',
    answer:
      'Er kann nur stärken oder schwächen, was die Matrizen schon tun. Eine Fähigkeit, von der nichts in den Gewichten steckt, ist durch Skalieren nicht zu haben: Ein Experte bringt etwas heraus, nicht hinein. Auch darum reichen so wenige Zahlen.',
    sheet: [
      'Ohne die größten zwei Komponenten sieht das Bild so aus:',
      'Ohne den Rest sieht es so aus:',
      'Die Basis antwortete … und mit α math = 1 war die Antwort …:',
    ],
  },
  experts: {
    title: 'Experten',
    minutes: '10 Minuten',
    goal: 'Sehen, was drei trainierte Experten tun, bei Aufgaben, für die sie trainiert wurden, und bei anderen.',
    steps: {
      math: 'Im Feld steht eine Textaufgabe. Setz α math auf 1, bis die angepasste Ausgabe richtig ist.',
      code: 'Nimm ein Beispiel aus „Code“ und drück „Solo“ bei code (auf dem Telefon unter „Mehr“): Jetzt ist er allein, mit 1.',
      wrong: 'Drück jetzt „Solo“ bei einem Experten, der nicht für die Aufgabe im Feld trainiert wurde.',
      compare:
        'Welche Matrizen hat ein Experte geändert? Wähl im Inspektor einen Experten und einen zweiten zum Vergleichen.',
    },
    question:
      'Macht der falsche Experte die Antwort schlechter, besser, oder lässt er sie, wie sie ist? Probier drei Prompts, bevor du antwortest.',
    answer:
      'Das hängt davon ab, was die beiden Aufgaben gemeinsam haben. Ein Experte, der gelernt hat, eine Aufgabe in Schritten zu lösen, kann helfen, wo Schritte helfen; einer, der die Form einer anderen Aufgabe gelernt hat, zieht die Antwort zu dieser Form. Nur Messen gibt Auskunft: „Gemessene Genauigkeit“ unten zeigt jeden Experten bei jeder Familie.',
    sheet: [
      'Prompt, Experte und was sich geändert hat (drei Zeilen):',
      'Die Matrix, die der Experte math am meisten geändert hat:',
      'Zwei Experten ähneln sich (Kosinus) um:',
    ],
  },
  mixing: {
    title: 'Mischen, und zu weit gehen',
    minutes: '8 Minuten',
    goal: 'Experten mischen, über 1 hinaus und unter 0 gehen, und sehen, was die Formel des Papers bei null macht.',
    steps: {
      two: 'Bring zwei Experten zugleich auf 0,3 oder mehr. Gleicht die Antwort einem von ihnen, oder ist sie neu?',
      beyond: 'Setz ein α auf 1,5 oder mehr: weiter, als das Training ging.',
      negative: 'Setz ein α auf −0,5 oder weniger: weg vom Experten.',
      paper:
        'Drück „Alle auf 0“ und wähl den Mischmodus „paper“ (auf dem Telefon unter „Mehr“). Lies, was vom Modell bleibt.',
      back: 'Geh zurück zum Modus „blend“, alle α auf 0.',
    },
    question: 'Warum ist 0 im Modus „paper“ nicht das Basismodell?',
    answer:
      'Das Paper mischt z′ = Σ α z: Stehen alle α auf 0, ist z′ gleich 0, und damit jeder Singulärwert jeder angepassten Matrix. „blend“ mischt die Änderungen: z′ = 1 + Σ α (ẑ − 1), und wenn alle α auf 0 stehen, ändert sich nichts. Ist die Summe der α 1, so unterscheidet beide nur noch, dass „blend“ jedes z auf die Gesamtstärke Σσ bringt: Das ist ẑ.',
    sheet: [
      'Meine beste Mischung für diesen Prompt:',
      'Bei α = 2 ist die Antwort:',
      'z′ in „blend“ mit α = 0 ist … und in „paper“ ist es …:',
    ],
  },
  'two-pass': {
    title: 'Zwei Durchgänge',
    minutes: '7 Minuten',
    goal: 'Das Modell selbst herausfinden lassen, welchen Experten ein Prompt braucht, und mit ihm antworten.',
    steps: {
      run: 'Drück „Zwei Durchgänge starten“. Wofür hielt Durchgang 1 den Prompt?',
      other: 'Nimm einen Prompt anderer Art und starte noch einmal, bis Durchgang 1 etwas anderes sagt.',
      prompt:
        'Stell die Strategie auf „prompt“ und starte noch einmal. Jetzt wird das Basismodell in Worten gefragt.',
      sliders: 'Drück „Auf die Regler legen“: Die gewählte Mischung kannst du nun selbst ändern.',
    },
    question: 'Was kostet der erste Durchgang, und wann lohnt er sich?',
    answer:
      'Er liest den Prompt noch einmal und schreibt ein Wort oder bewertet vier Antworten: Der Balken zeigt seinen Anteil an der Zeit. Bei einer kurzen Antwort kann das die Hälfte des Ganzen sein, bei einer langen fast nichts. Er lohnt sich, wenn der richtige Experte mehr hilft, als der falsche schadet, und wenn Durchgang 1 meist richtig liegt.',
    sheet: [
      'Durchgang 1 sagte (Prompt, Kategorie, Wahrscheinlichkeit):',
      'Anteil von Durchgang 1 an der Zeit:',
      'Ein Prompt, bei dem er falsch lag:',
    ],
  },
  dispatch: {
    title: 'Zuordnung und ihre Konfusionsmatrix',
    minutes: '9 Minuten',
    goal: 'Messen, wie oft der erste Durchgang richtig liegt, mit zwei Strategien, und finden, was er verwechselt.',
    steps: {
      classifier:
        'Wähl in der Konfusionsmatrix „Live zählen“ und die Strategie „classifier“, und zähl 20 frische Prompts oder mehr.',
      prompt: 'Zähl ebenso viele mit der Strategie „prompt“.',
      other:
        'Schreib einen Prompt, der weder Mathe noch Code noch Logik ist, und starte zwei Durchgänge, bis Durchgang 1 „Sonstiges“ sagt.',
    },
    question: 'Zwei Strategien: 17 von 20 und 19 von 20. Ist die zweite besser?',
    answer:
      'Aus 20 lässt sich das nicht sagen. Das 95-%-Intervall um 17 von 20 reicht von etwa 64 % bis 95 %, das um 19 von 20 von etwa 76 % bis 99 %: Sie überlappen weit. Bei je 400 Prompts und denselben Anteilen täten sie es nicht.',
    sheet: [
      'Richtig von 20, classifier und prompt:',
      'Die beiden am öftesten verwechselten Kategorien:',
      'Wie viele Prompts ich haben wollte, und warum:',
    ],
  },
  'few-shot': {
    title: 'Eine Mischung mit wenigen Beispielen suchen',
    minutes: '10 Minuten',
    goal: 'Die Kreuzentropie-Methode α aus einer Handvoll gelöster Beispiele finden lassen, und es an frischen prüfen.',
    steps: {
      search:
        'Drück unter „Zwei Durchgänge“, Strategie „few-shot“, „α suchen“ und sieh zwei Generationen oder mehr zu.',
      sliders: 'Leg die gefundene Mischung auf die Regler.',
      fresh:
        'Wenn die Suche zu Ende ist oder du sie beendet hast, prüf die Mischung an frischen Aufgaben: Beispielen, die die Suche nicht gesehen hat.',
    },
    question: 'Warum an frischen Aufgaben messen, wenn die Suche schon eine Wertung hat?',
    answer:
      'Die Suche hat die Mischung behalten, die an ein paar Beispielen die beste war. Unter Hunderten von Versuchen sehen manche durch Glück gut aus: Ihre Wertung ist zu hoch. Frische Aufgaben waren nicht Teil der Wahl, darum ist ihre Wertung ehrlich. Der Abstand zwischen beiden ist, was Glück war.',
    sheet: [
      'Die gefundene Mischung:',
      'Ihre Wertung an den Beispielen und an frischen Aufgaben:',
      'Der Abstand zwischen beiden kommt von:',
    ],
  },
  training: {
    title: 'Belohnung, nächstes Token und LoRA',
    minutes: '10 Minuten',
    goal: 'In diesem Tab einen Experten allein durch Belohnung trainieren, und vergleichen, was das Paper vergleicht.',
    steps: {
      train:
        'Wähl unter „Experten trainieren“ die Familie „schwerere Mathe“, 3 Schritte und einen Namen, und drück „Trainieren“. Beobachte die Belohnung.',
      made: 'Warte, bis der Experte auf den Reglern liegt.',
      try: 'Setz sein α auf 0,5 oder mehr und stell eine Frage.',
      results:
        'Drück oben auf der Seite „Ergebnisse“ und lies Tabelle 4, „Worauf es im Training ankommt“: Belohnung gegen nächstes Token, SVF gegen LoRA. „Playground“ an derselben Stelle führt zurück.',
    },
    question:
      'Die Belohnung sagt nur „richtig“ oder „falsch“. Wie kann das etwas über die Wörter dazwischen lehren?',
    answer:
      'Es werden viele Antworten gezogen. Die richtigen erhöhen die Wahrscheinlichkeit jedes Tokens, aus dem sie bestehen, die falschen senken sie (REINFORCE); was richtige und falsche Antworten gemeinsam haben, hebt sich auf. Training auf das nächste Token kopiert dagegen eine vorgegebene Antwort, Wort für Wort, samt ihrer Zufälle. SVF macht das stabil, denn ein paar Tausend Skalenwerte können nicht weit abirren.',
    sheet: [
      'Belohnung im ersten und im letzten Schritt:',
      'In der Tabelle: SVF mit Belohnung gegen LoRA:',
      'Zahlen, die SVF trainiert, und die LoRA trainiert:',
    ],
  },
} satisfies Translation<(typeof enLessons)['lessons']>

/** Texts of the lessons in German. */
export const deLessons = {
  lessons,
  panels: {
    svd: 'Die Singulärwerte eines Bildes',
    prompt: 'Prompt',
    experts: 'Experten (Regler)',
    outputs: 'Ausgabe der Basis und angepasste',
    'next-token': 'Nächstes Token',
    'two-pass': 'Zwei Durchgänge',
    weights: 'Gewichte der Experten',
    confusion: 'Konfusionsmatrix',
    engine: 'Engine',
    lens: 'Token-Lupe',
    sweep: 'Raster über α',
    inspector: 'Inspektor',
    training: 'Experten trainieren',
    pictures: 'Zum Bild fragen',
    accuracy: 'Gemessene Genauigkeit',
  },
  drawings: { house: 'Haus', checks: 'Karos', hills: 'Hügel', noise: 'Rauschen' },
  pageTitle: 'Lektionen · Transformer²-Playground',
  heading: 'Lektionen',
  intro:
    'Acht Lektionen von fünf bis zehn Minuten. Jede öffnet den Playground mit nur dem, was sie braucht, sagt, was zu tun ist, und merkt, wenn du es getan hast.',
  start: 'Beginnen',
  startOf: (title) => `Beginnen: ${title}`,
  region: 'Lektion',
  stepsDone: (done, all) =>
    done === all ? `Alle ${all} Schritte erledigt.` : `${done} von ${all} Schritten erledigt.`,
  stepDone: 'erledigt',
  question: 'Frage',
  showAnswer: 'Antwort zeigen',
  leave: 'Lektion verlassen',
  again: 'Neu beginnen',
  all: 'Alle Lektionen',
  step: (number, all) => `Schritt ${number} von ${all}:`,
  next: (title) => `Weiter: ${title}`,
  print: 'Arbeitsblatt drucken',
  taskHeading: 'Aufgabe',
  worksheet: {
    name: 'Name',
    date: 'Datum',
    goal: 'Ziel',
    steps: 'Schritte',
    notes: 'Was ich gefunden habe',
  },
  maker: {
    heading: 'Eine eigene Lektion machen',
    intro:
      'Richte den Playground so ein, wie deine Lerngruppe ihn vorfinden soll: Prompt, Regler, Strategie, Seed. Wähl dann, was sie sieht, schreib, was sie tun soll, und kopiere den Link.',
    show: 'Gezeigte Teile',
    task: 'Aufgabenzeile',
    taskHint: (left) => `noch ${left} Zeichen`,
    placeholder: 'Zum Beispiel: Finde das kleinste α math, bei dem die Antwort richtig ist.',
    copy: 'Link kopieren',
    copied: 'Link kopiert.',
    notCopied:
      'Der Browser hat das Kopieren nicht erlaubt. Markiere den Link unten und kopiere ihn von Hand.',
    link: 'Der Link',
    look: 'Ansehen wie die Lernenden',
    nothing: 'Wähl mindestens einen Teil.',
    long: 'Dieser Prompt ist zu lang für einen Link und wurde daraus weggelassen.',
    noRoom:
      'Bei allem, was im Link steht, ist kein Platz für diese Aufgabenzeile. Schreib eine kürzere, stell weniger Regler ein, oder öffne ein Modell mit kürzerer Adresse.',
  },
  svd: {
    heading: 'Die Singulärwerte eines Bildes',
    picture: 'Bild',
    keep: 'Behaltene Komponenten',
    keepValue: (kept, all) => `${kept} von ${all}`,
    gains: 'Verstärkungen',
    gain: ['größte 2', 'nächste 6', 'der ganze Rest'],
    gainOf: (band) => `Verstärkung: ${band}`,
    original: 'Original',
    shown: 'Was gezeigt wird',
    reset: 'Bild zurücksetzen',
    sentence: (picture, kept, share) =>
      `„${picture}“ mit ${kept} Komponenten: ‖A − A′‖ ist ${share} von ‖A‖.`,
    curve: 'Singulärwerte, die größten zuerst',
    curveCaption:
      'Singulärwerte, die größten zuerst: umrandet, wie sie sind, gefüllt, wie gezeigt. Die Höhen sind Quadratwurzeln.',
    alt: (picture) => `„${picture}“, 48 × 48 Grauwerte`,
    altShown: (picture, share) => `„${picture}“, wie gezeigt, mit einem Fehler von ${share}`,
    index: 'Komponente',
    sigma: 'σ',
    scaled: 'σ wie gezeigt',
    loading: 'Wird geladen…',
  },
} satisfies Translation<typeof enLessons>
