import type { ExperimentName } from '../../adapt/experiment-names.ts'
import type { Holds, Shown } from '../../adapt/experiment-result.ts'

const shown: Readonly<Record<Shown, string>> = {
  same: 'The same',
  partly: 'Partly the same',
  different: 'Different',
  unclear: 'Left open',
}

const leads: Readonly<Record<Shown, string>> = {
  same: 'Our model shows the same',
  partly: 'Our model shows a part of it',
  different: 'Our model does not show it',
  unclear: 'Our numbers leave it open',
}

const places: Readonly<Record<ExperimentName, string>> = {
  'training-tasks': 'Table 1',
  'unseen-tasks': 'Table 2',
  times: 'Table 3',
  ablation: 'Table 4',
  transfer: 'Table 5',
  shots: 'Tables 8 and 10',
  curves: 'Figure 4',
  vision: 'Figure 5',
  confusion: 'Figure 6',
  alphas: 'Figure 7',
}

const titles: Readonly<Record<ExperimentName, string>> = {
  'training-tasks': 'Trained tasks',
  'unseen-tasks': 'Unseen tasks',
  times: 'What pass 1 costs',
  ablation: 'What matters in training',
  transfer: 'Experts on another model',
  shots: 'How many shots',
  curves: 'Learning curves',
  vision: 'Vision and language',
  confusion: 'What pass 1 says',
  alphas: 'Learned α',
}

/** Texts of the view of measured experiments. */
export const enResults = {
  heading: 'The paper’s experiments, on a model that fits a web page',
  pageTitle: 'Results · Transformer² playground',
  open: 'Results',
  back: 'Playground',
  intro:
    'Each was run with the command beside it: real training, fresh test items, several seeds. The paper’s figures are of far larger models on other tasks, so compare the order of the bars, not their length.',
  key: 'A bar is a mean over the seeds in a field from 0 to 100 % (of times, to the longest), a whisker the 95 % interval for the choice of the items, a dot one seed, and the dotted line the base. Hatched bars are what Transformer² is compared with.',
  contents: 'Experiments',
  shown,
  leads,
  places,
  titles,
  claim: (claim: string) => `The paper: ${claim}`,
  holds: (holds: Holds, on: string) => (on === '' ? holds : `${holds} on ${on}`),
  ours: (model: string) => `Ours: the model “${model}”`,
  paper: 'The paper’s own figures',
  bothTables: (title: string) => `${title}: ours and the paper’s`,
  oursTable: (model: string, caption: string) => `Ours, the model “${model}”: ${caption}`,
  paperTable: (caption: string) => `The paper: ${caption}`,
  range: (low: string, high: string) => `[${low}, ${high}]`,
  runs: (runs: string) => `seeds ${runs}`,
  facts: (items: string, seeds: string, steps: string, date: string) =>
    `${items} test items each, training seeds ${seeds}, ${steps} steps of training. Measured on ${date}.`,
  copy: 'Copy command',
  copied: 'Copied',
  notCopied: 'The browser did not allow copying. Select the command and copy it by hand.',
  details: 'Comparisons, notes and learning rates',
  comparisons: 'Comparisons',
  notes: 'Notes',
  tuned: 'Learning rates tried',
  tunedCaption: (title: string) =>
    `${title}: learning rates tried, and how many answers of the validation split were right`,
  method: 'Method',
  task: 'Task',
  rates: 'Rate: right',
  chosen: 'Taken',
  json: 'Download JSON',
  csv: 'Download CSV',
  loading: 'Loading…',
  missing: 'Not measured yet.',
  measure: 'Measure it with:',
  broken: 'Cannot be shown.',
  measureAgain: 'Write the file again with:',
  row: 'Row',
  nothing: 'Nothing was measured.',
  quoted: (name: string) => `“${name}”`,
  of: (column: string, value: string) => `${column} (${value})`,
  highest: (first: boolean, where: string, who: string) =>
    first ? `Highest on ${where}: ${who}` : `on ${where}: ${who}`,
  has: (name: string, values: string) => `${name} has ${values}`,
  reach: (column: string, low: string, lowName: string, high: string, highName: string) =>
    `${column}: ${low} (${lowName}) to ${high} (${highName})`,
  only: (column: string, value: string) => `${column}: ${value}`,
  line: (name: string, from: string, to: string) => `${name} goes from ${from} to ${to}`,
  peak: (best: string, at: string) => ` (best ${best} at ${at})`,
  sorted: (least: string, leastShare: string, most: string, mostShare: string) =>
    least === most
      ? `Right: ${most} (${mostShare})`
      : `Right most often: ${most} (${mostShare}), least often: ${least} (${leastShare})`,
  confused: (row: string, column: string, value: string) =>
    `most often mistaken: ${row} for ${column} (${value})`,
  neverConfused: 'nothing is mistaken for anything else',
  stacked: (row: string, column: string, value: string) => `${row}: most of ${column} (${value})`,
  corner: 'true ↓ said →',
} as const
