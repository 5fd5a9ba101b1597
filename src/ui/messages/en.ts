import type { Strategy } from '../../adapt/adaptation.ts'
import type { AppErrorCode } from '../../core/errors.ts'
import type { MixMode } from '../../core/mixing-types.ts'
import type { Backend } from '../../engine/engine.ts'
import type { ExampleGroup } from '../../state/example-book.ts'
import type { SetBy } from '../../state/mix-store.ts'
import type { Phase } from '../../state/session-store.ts'
import type { LinkPart } from '../../state/url-state.ts'
import type { ChatFamily } from '../../tasks/natural/chat-families.ts'
import type { Category, Family } from '../../tasks/task-item.ts'
import { enDevice } from './en-device.ts'
import { enExperts } from './en-experts.ts'
import { enFewShot } from './en-few-shot.ts'
import { enInspector } from './en-inspector.ts'
import { enKept } from './en-kept.ts'
import { enLens } from './en-lens.ts'
import { enModels } from './en-models.ts'
import { enPictures } from './en-pictures.ts'
import { enResults } from './en-results.ts'
import { enSweep } from './en-sweep.ts'
import { enTour } from './en-tour.ts'
import { enTraining } from './en-training.ts'
import { enTwoPass } from './en-two-pass.ts'
import { inSentence } from './in-sentence.ts'

const families: Readonly<Record<Family | ChatFamily, string>> = {
  math: 'math',
  code: 'code',
  reasoning: 'reasoning',
  'math-hard': 'harder math',
  'code-hard': 'harder code',
  'reasoning-hard': 'harder reasoning',
  other: 'other',
  'chat-math': 'word problems',
  'chat-code': 'what a program prints',
  'chat-reasoning': 'what kind of thing',
}

const categories: Readonly<Record<Category, string>> = {
  math: 'math',
  code: 'code',
  reasoning: 'reasoning',
  other: 'other',
}

const modes: Readonly<Record<MixMode, string>> = {
  blend: 'z′ = 1 + Σ α (ẑ − 1). All α at 0 is exactly the base; one α at 1 is exactly that expert.',
  paper: 'z′ = Σ α z, as the paper prints it. All α at 0 is the zero matrix: every adapted layer is silent.',
  reference:
    'The paper’s mix, rescaled to the base’s total strength, as the reference code does. Undefined where the sum is zero.',
}

const strategies: Readonly<Record<Strategy, string>> = {
  prompt: 'The base model is asked what kind of task this is.',
  classifier: 'The same question, with an expert loaded that was trained to answer it.',
  'few-shot':
    'A search over α on a few examples of the task: the cross-entropy method, all candidates as lanes of one batch.',
}

const setBy: Readonly<Record<SetBy, string>> = {
  start: 'at start',
  you: 'by you',
  'two-pass': 'by two-pass',
  'few-shot': 'by few-shot search',
  link: 'by the link',
}

const phases: Readonly<Record<Phase, string>> = {
  checking: 'Checking what this browser can do',
  downloading: 'Downloading the model',
  verifying: 'Checking what was downloaded',
  reading: 'Reading the weights',
  'downloading-engine': 'Downloading the CPU engine',
  starting: 'Starting the engine',
  compiling: 'Compiling the kernels',
  'self-test': 'Testing the engine against the CPU',
  ready: 'Ready',
  failed: 'Not running',
}

const backends: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'CPU (WebAssembly)',
  node: 'CPU (Node)',
}

/** What a link may have no room for. */
const linkParts: Readonly<Partial<Record<LinkPart, string>>> = {
  prompt: 'the prompt',
  system: 'the system message',
  task: 'the task line',
  alpha: 'the sliders',
  model: 'the model',
}

/** Every text of the page. A translation has the same shape: `const xx = { … } satisfies Translation<typeof en>`. */
export const en = {
  families,
  categories,
  modes,
  setBy,
  phases,
  backends,
  strategies,
  device: enDevice,
  experts: enExperts,
  fewShot: enFewShot,
  kept: enKept,
  inspector: enInspector,
  lens: enLens,
  sweep: enSweep,
  models: enModels,
  pictures: enPictures,
  results: enResults,
  tour: enTour,
  training: enTraining,
  twoPass: enTwoPass,

  units: { thousand: 'k', million: 'M', billion: 'B' },
  /** Between numbers of a list. */
  separator: ', ',
  fewThousand: 'a few thousand',
  title: 'Transformer² playground',
  lede: (scales: string) => `The same weights, ${scales} numbers changed, another skill.`,
  ledeWaiting: 'The same weights, a few thousand numbers changed, another skill.',
  modelFacts: (name: string, size: string) => `${name} · ${size}`,
  lessonsButton: 'Lessons',
  loadingView: 'Loading…',
  copyLink: 'Copy link',
  linkCopied: 'Link copied.',
  linkWithout: (parts: string) => `Not in the link, which would be too long: ${parts}.`,
  linkNames: (expert: string) =>
    `It only names ${expert}: whoever is to have this expert needs its file too.`,
  linkParts,
  linkNotCopied: 'The browser did not allow copying. The address bar holds the same link.',
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  language: 'Language',
  languageFailed: (name: string) => `${name} could not be loaded.`,
  footer:
    'Everything on this page is computed in your browser or was measured with the model it shows. Nothing is sent anywhere.',
  offline: {
    kept: 'This page is kept in your browser: it opens without a network too.',
    newer: 'A newer version of this page is here.',
    take: 'Load it',
  },
  showTable: 'Show as table',
  retry: 'Retry',
  transcript: {
    title: 'Transformer² transcript',
    model: 'model',
    mix: 'mix',
    none: 'none',
    sampling: (seed: number, temperature: number, tokens: number) =>
      `seed ${seed}, temperature ${temperature}, at most ${tokens} tokens`,
    system: 'System message',
    prompt: 'Prompt',
    base: 'Base',
    adapted: 'Adapted',
  },
  /** Nothing here: an error's own words are English. A translation says what kind of error one is that it does not know. */
  problemKind: (_code: AppErrorCode): string => '',
  problemDetails: 'In detail:',
  partFailed:
    'This part of the page could not be shown: it could not be fetched, or a newer version of the page has taken its place. Try again, or load the page again; what is in the address stays.',
  pageFailed:
    'The page could not be shown: a part of it could not be fetched, or a newer version has taken its place. Load it again; what is in the address stays.',
  reloadPage: 'Load the page again',
  notAhead: 'Nothing has come for a while. It is tried again by itself; cancel to stop.',
  loadAgain: 'Load again',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  copyDiagnostics: 'Copy diagnostics',
  diagnosticsCopied: 'Copied',
  diagnosticsNotCopied: 'The browser did not allow copying',
  base: 'base',
  adapted: 'adapted',

  link: {
    title: 'Part of this link was not understood and was left out.',
    item: (key: string, value: string, reason: string) => `${key}${value ? ` = ${value}` : ''}: ${reason}`,
    more: (count: number) => (count === 1 ? 'and one more part' : `and ${count} more parts`),
  },

  prompt: {
    heading: 'Prompt',
    label: 'Your prompt',
    ask: 'Ask',
    hint: 'Enter asks, Shift + Enter starts a new line.',
    examples: 'Examples',
    groups: {
      math: 'math',
      code: 'code',
      reasoning: 'reasoning',
      harder: 'harder',
      other: 'other',
      writing: 'writing',
      explaining: 'explaining',
      story: 'story',
      facts: 'facts',
    } satisfies Record<ExampleGroup, string>,
    surprise: 'surprise me',
    empty: 'Write something first, or take an example.',
    edited: 'Edited. Press Enter to ask it.',
  },

  chatForm: {
    heading: 'System message, and what the model reads',
    system: 'System message',
    systemNone: 'The model’s own',
    systemHint: 'The model is told this before your prompt. Left empty, it gets its own.',
    read: 'What the model reads',
    readTokens: (tokens: number) => `${tokens} tokens, the model’s own marks between them in bold`,
    loading: 'Loading…',
  },

  choices: {
    heading: 'How likely it finds each answer on offer',
    answer: 'Answer',
    probability: 'Probability',
    weighing: 'weighing the answers on offer…',
    right: (said: string) => `${said} is the likeliest`,
    wrong: (said: string, expected: string) => `${said} is the likeliest, ${expected} would be right`,
  },

  outputs: {
    base: 'Base output',
    adapted: 'Adapted output',
    tokens: 'Show tokens',
    transcript: 'the transcript',
    measured: 'measured, being recomputed…',
    measuredIdle: 'measured when the model was trained',
    waiting: 'waiting for the engine…',
    notComputed: 'not computed: the model is not running',
    thinking: 'computing…',
    reading: (time: string) => `reading the prompt, ${time}`,
    readingShare: (share: string, time: string) => `reading the prompt: ${share}, ${time}`,
    cut: (tokens: number) => `stopped after ${tokens} tokens`,
    stop: 'Stop',
    stopped: (tokens: number) => `stopped by you after ${tokens} tokens`,
    longer: (tokens: string) => `Up to ${tokens} tokens`,
    again: 'Answer again',
    tokenCount: (tokens: number) => (tokens === 1 ? '1 token' : `${tokens} tokens`),
    nothing: 'the model ended without a word',
    unsaid: 'nothing had been written yet',
    wordless: 'nothing but tokens without a text',
    right: 'right',
    wrong: 'wrong',
    expected: (expected: string) => `a right answer: ${expected}`,
    same: 'Same as base, token for token.',
    differs: (token: number) => `Differs from token ${token} on.`,
    endsEarlier: (token: number) => `Same as base, but ends after token ${token}.`,
    goesOn: (token: number) => `Same as base, and goes on after token ${token}.`,
    legend: 'Dashed: only in base. Underlined: only in adapted.',
    stale: 'from the previous α',
    baseNote: 'all α at 0',
  },

  why: {
    zero: 'Every α is at 0, so the adapted model is the base model: same weights, same scales, same answer.',
    unchanged: (mix: string, scales: string) =>
      `With ${mix}, ${scales} scale numbers have moved, but not far enough to change this answer.`,
    longer: (mix: string, now: number, before: number, scales: string) =>
      `The base model learned from writers who mostly blurt. ${mix} turns up what it also learned from those who work a problem out: it now writes ${now} tokens where the base writes ${before}. Same weights: only ${scales} scale numbers changed.`,
    other: (mix: string, scales: string) =>
      `${mix} changes how strongly each direction of the weights speaks, and the answer with it. Same weights: only ${scales} scale numbers changed.`,
    paperZero:
      'All α are at 0 in paper mode: z′ is 0 and every adapted layer is the zero matrix. What is left to answer is the word embedding alone.',
    and: ' and ',
  },

  next: {
    heading: 'Next token',
    term: 'The model gives every token it knows a probability of coming first in the answer. These are the most probable ones.',
    termWord: 'first token of the answer',
    sentence: (base: string, baseShare: string, adapted: string, adaptedShare: string) =>
      `Base would start with “${base}” (${baseShare}), adapted with “${adapted}” (${adaptedShare}).`,
    none: 'Appears as soon as there is an answer.',
    token: 'Token',
    base: 'Base',
    adapted: 'Adapted',
    delta: 'Change',
    points: 'points',
    legendDelta: 'right: change in percentage points',
  },

  weights: {
    heading: 'Expert weights',
    sentence: (parts: string) => `Applied now: ${parts}.`,
    zero: 'All α are at 0: nothing is applied.',
    part: (name: string, value: string, by: string) => `${name} ${value}, set ${by}`,
    expert: 'Expert',
    alpha: 'α',
    by: 'Set',
  },

  confusion: {
    heading: 'Confusion matrix',
    source: 'Source',
    measured: 'Measured',
    live: 'Live run',
    corner: 'true ↓ said →',
    caption: (strategy: string) => `Counts of what pass 1 said, strategy ${strategy}`,
    sentence: (right: string, items: string, share: string, strategy: string) =>
      `Strategy ${strategy} recognises ${right} of ${items} prompts (${share}).`,
    soFar: (done: string, wanted: string) => `${done} of ${wanted} prompts`,
    items: 'Fresh prompts',
    seed: 'Seed',
    run: 'Run',
    stopped: (done: string) => `Stopped after ${done} prompts.`,
    idle: 'Dispatches freshly drawn prompts here, in your browser, and counts.',
    truth: 'True category',
    said: 'Said',
    count: 'Prompts',
    share: 'Share of row',
    right: 'right',
    notMeasured: 'No measured matrix is available.',
    noStrategy: 'This strategy was not measured.',
    wantItems: 'Between 4 and 2 000 prompts',
  },

  accuracy: {
    heading: 'Measured accuracy',
    sentence: (items: string, parts: string) =>
      `Share of right answers over ${items} test prompts a cell, with 95 % intervals. ${parts}`,
    part: (name: string, before: string, after: string) => `${name}: base ${before}, expert ${after}.`,
    family: 'Task family',
    notMeasured: 'No measured table is available.',
    curve: (expert: string, best: string, share: string) =>
      `Expert ${expert} answers its own family best at α ${best} (${share}).`,
    curveHeading: 'Accuracy along α',
    alpha: 'α',
    loading: 'Loading…',
    made: (command: string, date: string) => `${command}, ${date}`,
  },

  engine: {
    heading: 'Engine',
    runsOn: (backend: string, device: string) => `${backend}: ${device}`,
    because: (reason: string) => `CPU (WebAssembly) because ${inSentence(reason)}`,
    webgpuIn:
      'Everything works here, only slower. Current versions of Chrome, Edge, Safari and Firefox have WebGPU where hardware acceleration is on.',
    webgpuWhere: 'Browsers with WebGPU, on caniuse.com',
    selfTest: 'Self-test',
    runSelfTest: 'Run self-test',
    selfTestRunning: 'Testing…',
    selfTestNone: 'not run: the CPU is the reference',
    passed: (error: string, tolerance: string) => `passed, largest error ${error} (allowed ${tolerance})`,
    missed: (error: string, tolerance: string) => `failed, largest error ${error} (allowed ${tolerance})`,
    speed: 'Speed',
    speedValue: (speed: string) => `${speed} tokens a second`,
    speedNone: 'not measured yet',
    lanes: 'Lanes in the last answer',
    lanesTerm:
      'A lane is one set of scales with its own text. All lanes of a batch read the same weights at once.',
    lane: (lanes: number) => (lanes === 1 ? '1 (adapted)' : `${lanes} (base and adapted)`),
    model: 'Model',
    modelValue: (name: string, parameters: string, layers: number, hidden: number, vocab: string) =>
      `${name}: ${parameters} parameters, ${layers} layers of width ${hidden}, ${vocab} tokens known`,
    scales: 'Scales',
    scalesValue: (scales: string) => `${scales} numbers an expert may change`,
    reads: 'Weights read for a token',
    readsTerm:
      'Writing takes about as long as reading the weights. t2 export merges a mix into plain weights, which pays for one settled mix that writes alone; factors are read once, however many mixes answer.',
    readsValue: (present: string, merged: string, twice: string) =>
      `${present}, once for all lanes. Merged into plain weights: ${merged} for one mix, ${twice} for two.`,
    backend: 'Runs on',
    sampling: 'Sampling',
    seed: 'Seed',
    temperature: 'Temperature',
    maxTokens: 'Longest answer',
    maxTokensValue: (tokens: string) => `${tokens} tokens`,
    temperatureWord: 'what temperature does',
    temperatureTerm: '0 always takes the most probable token. Higher values draw more freely, by the seed.',
    seedRange: 'A whole number from 0 to 4 294 967 295',
    temperatureRange: 'A number from 0 to 2',
    progress: (loaded: string, total: string) => `${loaded} of ${total} MB`,
    progressUnknown: (loaded: string) => `${loaded} MB`,
    verified: (error: string) => `verified, error ${error}`,
    pillFallback: 'CPU instead of WebGPU',
    pill: { webgpu: 'WebGPU', wasm: 'CPU', node: 'CPU' } satisfies Record<Backend, string>,
    diagnostics: 'For a report',
    failedTitle: 'The model is not running.',
    tryCpu: 'Run on the CPU instead',
    repaint: 'Slider to new probabilities',
  },
}
