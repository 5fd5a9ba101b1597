/** Texts of the next-token lens. */
export const enLens = {
  heading: 'Next-token lens',
  intro:
    'Every token of an answer was one choice among the whole vocabulary. Here each choice is laid open: what base and adapted model found likely at that place, and how far apart they were.',
  loading: 'Loading…',
  waiting: 'Waiting for both answers…',
  none: 'Nothing was written that could be read.',
  noAdapted: 'There is no adapted answer to compare with.',
  open: 'Every token of the answer',
  along: 'Along',
  answers: { base: 'Base output', adapted: 'Adapted output' },
  everyLane: 'each expert alone too',
  tokens: { base: 'Tokens of the base output', adapted: 'Tokens of the adapted output' },
  names: { base: 'Base', adapted: 'Adapted' },
  alone: (name: string) => `${name} alone`,
  kl: 'KL divergence',
  klMeans:
    'Σ p log(p / q) over the whole vocabulary, p the lane’s distribution of the next token and q the base’s, in nats. 0: the same. At every place both have read the prompt and the answer up to there.',

  summary: (
    answer: string,
    count: number,
    parting: string,
    most: number,
    mostText: string,
    total: string,
    disagreements: number,
  ) =>
    `Along the ${answer} output (${count === 1 ? 'one token' : `${count} tokens`}) ${parting}. KL(adapted ‖ base) is largest at token ${most} (${mostText} nats), ${total} nats in all; at ${disagreements} of ${count} places their likeliest tokens differ.`,
  parts: (token: number, base: string, baseShare: string, adapted: string, adaptedShare: string) =>
    `the two answers part at token ${token}, where base finds “${base}” likeliest (${baseShare}) and adapted “${adapted}” (${adaptedShare})`,
  partsLater: 'the two answers are the same until one of them is cut',
  same: 'the two answers are the same',
  equal: (answer: string, count: number) =>
    `Along the ${answer} output (${count === 1 ? 'one token' : `${count} tokens`}) both models find the same tokens equally likely: KL(adapted ‖ base) is 0 everywhere.`,
  forced: {
    adapted:
      'From there on base is asked about adapted’s words: what would it say next, had it written them?',
    base: 'From there on adapted is asked about base’s words: what would it say next, had it written them?',
  },
  atOne: 'Probabilities are those at temperature 1, before sampling.',

  legendShare: 'probability of the token shown',
  legendKl: (most: string) => `bar above: KL from base, the tallest ${most} nats`,
  legendDiffer: '≠ likeliest tokens differ',
  partsHere: 'part here',
  cell: (token: number, text: string, lanes: string, notes: string) =>
    `Token ${token}, “${text}”: ${lanes}${notes}`,
  cellLane: (name: string, share: string) => `${name} ${share}`,
  cellKl: (name: string, nats: string) => `KL of ${name} ${nats}`,
  cellParts: '; the answers part here',
  cellDiffers: '; their likeliest tokens differ',

  place: (token: number, count: number, text: string) => `Token ${token} of ${count}: “${text}”`,
  listsHow:
    'What each model found likeliest there. At the end of a line: the change from base in percentage points. ▸ is the token that stands in the answer.',
  underTenth: '< 0.1\u202f%',
  fromBase: (nats: string) => `KL from base ${nats} nats`,
  thisToken: 'this token',
  points: 'points from base',
  isNew: 'new',
  notListed: 'not among base’s',
  listOf: (name: string, token: number) => `${name}: likeliest tokens in place of token ${token}`,

  columnToken: 'Token',
  columnText: 'Text',
  columnShare: (name: string) => `p ${name}`,
  columnLikeliest: (name: string) => `Likeliest ${name}`,
  columnKl: (name: string) => `KL ${name}`,
} as const
