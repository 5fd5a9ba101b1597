import type { enSweep } from '../en-sweep.ts'
import type { Translation } from '../translation.ts'

/** Texts of the sweep in German. */
export const deSweep = {
  heading: 'Raster über α',
  intro:
    'Ein α oder zwei über den ganzen Bereich ihrer Regler, alles andere, wie die Regler stehen: was das Modell an jedem Punkt antwortet, und wie oft es bei frischen Übungen richtig liegt. Alle Punkte laufen als Spuren gemeinsamer Stapel.',
  loading: 'Wird geladen…',
  first: 'α von',
  second: 'und',
  nothing: 'nichts',
  step: 'Schrittweite',
  family: 'Richtige Antworten bei',
  items: 'Frische Aufgaben',
  itemsRange: 'Eine ganze Zahl von 5 bis 500.',
  noTasks:
    'Dieses Modell hat keine eigenen Übungen, an denen sich richtige Antworten zählen ließen; das Raster zeigt also nur seine Antworten.',
  run: 'Raster berechnen',
  size: (points, lanes) => `${points} Punkte, ${lanes} Spuren`,
  progress: (done, total) => `${done} von ${total} Spuren`,
  starting: 'wartet auf das Modell…',
  nowPrompt: (lanes, written, most) =>
    `beantwortet den Prompt an ${lanes === 1 ? '1 Punkt' : `${lanes} Punkten`}${written === 0 ? '' : `, Token ${written} von höchstens ${most}`}`,
  nowItems: (first, last, items, written) =>
    `${first === last ? `Aufgabe ${first}` : `Aufgaben ${first} bis ${last}`} von ${items} an jedem Punkt${written === 0 ? '' : `, Token ${written}`}`,
  stopped: (items) =>
    items === 0 ? 'Angehalten, bevor etwas gezählt war.' : `Angehalten: an ${items} Aufgaben gezählt.`,
  idle: 'Wähl ein α und starte die Berechnung. Die Regler bleiben, wo sie sind, bis du einen Punkt anklickst.',

  axis: (name) => `α ${name}`,
  accuracy: 'Richtige Antworten',
  answers: 'Antworten auf den Prompt',
  over: (axes, points) => `Über ${axes} (${points} Punkte)`,
  overOne: (name, low, high) => `α ${name} von ${low} bis ${high}`,
  overTwo: (first, second) => `${first} und ${second}`,
  sentence: (over, family, items, best, bestShare, low, high, worst, worstShare) =>
    `${over}, an ${items} frischen Aufgaben (${family}): am meisten richtig bei ${best} mit ${bestShare} (95-%-Intervall ${low} bis ${high}), am wenigsten bei ${worst} mit ${worstShare}.`,
  alsoBest: (count) =>
    count === 1
      ? ' Ein weiterer Punkt hat ebenso viele richtig.'
      : ` ${count} weitere Punkte haben ebenso viele richtig.`,
  flat: (over, family, items, share) =>
    `${over}, an ${items} frischen Aufgaben (${family}): überall ${share} richtig.`,
  leftOut: (count) =>
    ` ${count === 1 ? 'Ein Punkt fehlt' : `${count} Punkte fehlen`} (×): Diese Art zu mischen ergibt dort kein Modell.`,
  counting: (over) => `${over}: noch nichts gezählt.`,
  answersSentence: (over, prompt, different) =>
    `${over} gibt das Modell ${different === 1 ? 'eine einzige Antwort' : `${different} verschiedene Antworten`} auf „${prompt}“. Gleiche Antworten haben denselben Buchstaben.`,
  cut: (tokens) => `Antworten von mehr als ${tokens} Tokens sind dort abgeschnitten und enden mit „…“.`,
  at: (name, alpha) => `α ${name} ${alpha}`,
  and: '; ',
  how: 'Ein Klick auf einen Punkt stellt die Regler; die Pfeiltasten gehen von einem zum nächsten.',
  bars: 'Dünne Linien und die Schattierung sind 95-%-Intervalle.',
  mapHow: (low, high) =>
    `Die Zahlen sind Anteile richtiger Antworten in Prozent; die Farbe reicht von ${low} bis ${high}.`,
  hereAt: 'Am umrahmten Punkt stehen die Regler.',
  elsewhere: 'Die Regler stehen zwischen oder neben diesen Punkten.',
  interval: (low, high) => `${low} bis ${high}`,
  shared:
    'Alle Punkte haben dieselben Aufgaben beantwortet; Nachbarn unterscheiden sich also weniger durch Zufall, als ihre Intervalle sagen.',
  others: (mix) => `Alles andere: ${mix}.`,
  promptChanged:
    'Der Prompt ist seither ein anderer; berechne das Raster neu, um Antworten auf ihn zu sehen.',

  point: (where, what) => `${where}: ${what}`,
  pointShare: (share, low, high) => `${share} richtig (${low} bis ${high})`,
  pointAnswer: (letter, text) => `${letter}, „${text}“`,
  pointEmpty: 'nichts',
  impossible: 'nicht möglich',
  waiting: 'kommt noch',
  right: 'richtig',
  wrong: 'falsch',

  columnCorrect: 'Richtig',
  columnInterval: '95-%-Intervall',
  columnAnswer: 'Antwort',
} satisfies Translation<typeof enSweep>
