/** Texts of the sweep. */
export const enSweep = {
  heading: 'Sweep',
  intro:
    'One α, or two, over the whole range of their sliders, everything else as the sliders stand: what the model answers at every point, and how often it is right on fresh exercises. All points run as lanes of common batches.',
  loading: 'Loading…',
  first: 'α of',
  second: 'and',
  nothing: 'nothing',
  step: 'Step',
  family: 'Right answers on',
  items: 'Fresh items',
  itemsRange: 'A whole number from 5 to 500.',
  noTasks:
    'This model has no exercises of its own to count right answers on, so a sweep shows its answers alone.',
  run: 'Run the sweep',
  size: (points: number, lanes: string) => `${points} points, ${lanes} lanes`,
  progress: (done: string, total: string) => `${done} of ${total} lanes`,
  starting: 'waiting for the model…',
  nowPrompt: (lanes: number, written: number, most: number) =>
    `answering the prompt at ${lanes === 1 ? '1 point' : `${lanes} points`}${written === 0 ? '' : `, token ${written} of at most ${most}`}`,
  nowItems: (first: number, last: number, items: number, written: number) =>
    `${first === last ? `item ${first}` : `items ${first} to ${last}`} of ${items} at every point${written === 0 ? '' : `, token ${written}`}`,
  stopped: (items: number) =>
    items === 0 ? 'Stopped before anything was counted.' : `Stopped: counted on ${items} items.`,
  idle: 'Choose an α and run the sweep. The sliders stay where they are until you click on a point.',

  axis: (name: string) => `α ${name}`,
  accuracy: 'Right answers',
  answers: 'Answers to the prompt',
  over: (axes: string, points: number) => `Over ${axes} (${points} points)`,
  overOne: (name: string, low: string, high: string) => `α ${name} from ${low} to ${high}`,
  overTwo: (first: string, second: string) => `${first} and ${second}`,
  sentence: (
    over: string,
    family: string,
    items: number,
    best: string,
    bestShare: string,
    low: string,
    high: string,
    worst: string,
    worstShare: string,
  ) =>
    `${over}, on ${items} fresh items of ${family}: most right at ${best} with ${bestShare} (95 % interval ${low} to ${high}), fewest at ${worst} with ${worstShare}.`,
  alsoBest: (count: number) =>
    count === 1 ? ' One other point has as many right.' : ` ${count} other points have as many right.`,
  flat: (over: string, family: string, items: number, share: string) =>
    `${over}, on ${items} fresh items of ${family}: ${share} right everywhere.`,
  leftOut: (count: number) =>
    ` ${count === 1 ? 'One point is' : `${count} points are`} left out (×): this way of mixing gives no model there.`,
  counting: (over: string) => `${over}: nothing counted yet.`,
  answersSentence: (over: string, prompt: string, different: number) =>
    `${over} the model gives ${different === 1 ? 'one answer' : `${different} different answers`} to “${prompt}”. Equal answers have the same letter.`,
  cut: (tokens: number) => `Answers of more than ${tokens} tokens are cut there and end with “…”.`,
  at: (name: string, alpha: string) => `α ${name} ${alpha}`,
  and: ', ',
  how: 'A click on a point sets the sliders; arrow keys go from one to the next.',
  bars: 'Thin lines and the shading are 95 % intervals.',
  mapHow: (low: string, high: string) =>
    `Numbers are shares of right answers in percent; the colour runs from ${low} to ${high}.`,
  hereAt: 'The framed point is where the sliders stand.',
  elsewhere: 'The sliders stand between or beside these points.',
  interval: (low: string, high: string) => `${low} to ${high}`,
  shared: 'All points answered the same items, so neighbours differ less by chance than their intervals say.',
  others: (mix: string) => `Everything else: ${mix}.`,
  promptChanged: 'The prompt has changed since; run the sweep again for answers to it.',

  point: (where: string, what: string) => `${where}: ${what}`,
  pointShare: (share: string, low: string, high: string) => `${share} right (${low} to ${high})`,
  pointAnswer: (letter: string, text: string) => `${letter}, “${text}”`,
  pointEmpty: 'nothing',
  impossible: 'not possible',
  waiting: 'to come',
  right: 'right',
  wrong: 'wrong',

  columnCorrect: 'Right',
  columnInterval: '95 % interval',
  columnAnswer: 'Answer',
} as const
