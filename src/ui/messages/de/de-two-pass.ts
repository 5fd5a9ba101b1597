import type { enTwoPass } from '../en-two-pass.ts'
import type { Translation } from '../translation.ts'

/** Texts of two passes in German. */
export const deTwoPass = {
  heading: 'Zwei Durchgänge',
  intro: 'Das Modell sagt zuerst, was für eine Aufgabe das ist, und antwortet dann mit dem Experten dafür.',
  strategy: 'Strategie',
  run: 'Zwei Durchgänge starten',
  running: (pass) => `Durchgang ${pass} läuft…`,
  pass1: 'Durchgang 1: Was für eine Aufgabe?',
  pass2: 'Durchgang 2: die Antwort',
  asked: 'Das Modell las',
  said: 'und sagte',
  nothingSaid: '(nichts)',
  chosen: (category) => `Experte ${category} mit α = 1`,
  chosenBase: 'Sonstiges: die Gewichte der Basis, kein Experte',
  baseAnswer: 'Zum Vergleich die Basis',
  put: 'Auf die Regler legen',
  sentence: (category, share) => `Durchgang 1 hält das für ${category} (${share}).`,
  times: (first, second, share) =>
    `Durchgang 1 dauerte ${first}, Durchgang 2 ${second}: Durchgang 1 macht ${share} des Ganzen aus.`,
  baseTime: (ms) => `Die Basis allein brauchte ${ms}.`,
  timesTitle: 'Zeit jedes Durchgangs',
  pass: 'Durchgang',
  bar1: 'Lauf 1',
  bar2: 'Lauf 2',
  stale: 'Dieses Ergebnis gehört zu einem anderen Prompt.',
  category: 'Kategorie',
  probability: 'Wahrscheinlichkeit',
  idle: 'Für diesen Prompt noch nicht gelaufen.',
} satisfies Translation<typeof enTwoPass>
