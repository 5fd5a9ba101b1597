import type { enLens } from '../en-lens.ts'
import type { Translation } from '../translation.ts'

/** Used in sentences that name an answer: “der Ausgabe der Basis”. */
function ofAnswer(answer: string): string {
  return answer === 'base' ? 'der Ausgabe der Basis' : 'der angepassten Ausgabe'
}

function tokens(count: number): string {
  return count === 1 ? 'ein Token' : `${count} Tokens`
}

/** Texts of the next-token lens in German. */
export const deLens = {
  heading: 'Token-Lupe',
  intro:
    'Jedes Token einer Antwort war eine Wahl aus dem ganzen Vokabular. Hier liegt jede Wahl offen: was Basis und angepasstes Modell an dieser Stelle wahrscheinlich fanden, und wie weit sie auseinander lagen.',
  loading: 'Wird geladen…',
  waiting: 'Wartet auf beide Antworten…',
  none: 'Es wurde nichts geschrieben, was sich lesen ließe.',
  noAdapted: 'Es gibt keine angepasste Antwort zum Vergleichen.',
  open: 'Jedes Token der Antwort',
  along: 'Entlang',
  answers: { base: 'Ausgabe der Basis', adapted: 'Angepasste Ausgabe' },
  everyLane: 'auch jeder Experte allein',
  tokens: { base: 'Tokens der Ausgabe der Basis', adapted: 'Tokens der angepassten Ausgabe' },
  names: { base: 'Basis', adapted: 'Angepasst' },
  alone: (name) => `${name} allein`,
  kl: 'KL-Divergenz',
  klMeans:
    'Σ p log(p / q) über das ganze Vokabular, p die Verteilung des nächsten Tokens in der Spur und q die der Basis, in Nat. 0: gleich. An jeder Stelle haben beide den Prompt und die Antwort bis dorthin gelesen.',

  summary: (answer, count, parting, most, mostText, total, disagreements) =>
    `Entlang ${ofAnswer(answer)} (${tokens(count)}): ${parting}. KL(angepasst ‖ Basis) ist am größten bei Token ${most} (${mostText} Nat), insgesamt ${total} Nat; an ${disagreements} von ${count} Stellen sind ihre wahrscheinlichsten Tokens verschieden.`,
  parts: (token, base, baseShare, adapted, adaptedShare) =>
    `Die beiden Antworten trennen sich bei Token ${token}, wo die Basis „${base}“ am wahrscheinlichsten findet (${baseShare}) und das angepasste Modell „${adapted}“ (${adaptedShare})`,
  partsLater: 'Die beiden Antworten sind gleich, bis eine von ihnen abgeschnitten wird',
  same: 'Die beiden Antworten sind gleich',
  equal: (answer, count) =>
    `Entlang ${ofAnswer(answer)} (${tokens(count)}) finden beide Modelle dieselben Tokens gleich wahrscheinlich: KL(angepasst ‖ Basis) ist überall 0.`,
  forced: {
    adapted:
      'Von da an wird die Basis nach den Worten des angepassten Modells gefragt: Was würde sie als Nächstes sagen, hätte sie das geschrieben?',
    base: 'Von da an wird das angepasste Modell nach den Worten der Basis gefragt: Was würde es als Nächstes sagen, hätte es das geschrieben?',
  },
  atOne: 'Die Wahrscheinlichkeiten gelten bei Temperatur 1, vor dem Sampling.',

  legendShare: 'Wahrscheinlichkeit des gezeigten Tokens',
  legendKl: (most) => `Balken darüber: KL zur Basis, der höchste ${most} Nat`,
  legendDiffer: '≠ wahrscheinlichste Tokens verschieden',
  partsHere: 'Trennung',
  cell: (token, text, lanes, notes) => `Token ${token}, „${text}“: ${lanes}${notes}`,
  cellLane: (name, share) => `${name} ${share}`,
  cellKl: (name, nats) => `KL von ${name} ${nats}`,
  cellParts: '; hier trennen sich die Antworten',
  cellDiffers: '; ihre wahrscheinlichsten Tokens sind verschieden',

  place: (token, count, text) => `Token ${token} von ${count}: „${text}“`,
  listsHow:
    'Was jedes Modell dort am wahrscheinlichsten fand. Am Ende einer Zeile: die Änderung gegen die Basis in Prozentpunkten. ▸ ist das Token, das in der Antwort steht.',
  underTenth: '< 0,1\u202f%',
  fromBase: (nats) => `KL zur Basis ${nats} Nat`,
  thisToken: 'dieses Token',
  points: 'Punkte gegen die Basis',
  isNew: 'neu',
  notListed: 'nicht unter denen der Basis',
  listOf: (name, token) => `${name}: wahrscheinlichste Tokens anstelle von Token ${token}`,

  columnToken: 'Token',
  columnText: 'Text',
  columnShare: (name) => `p ${name}`,
  columnLikeliest: (name) => `Am wahrscheinlichsten ${name}`,
  columnKl: (name) => `KL ${name}`,
} satisfies Translation<typeof enLens>
