import { mean } from '../../core/statistics.ts'
import { confusionMarkdown } from './confusion-markdown.ts'
import { markdownTable } from './markdown-table.ts'
import type { AgreementResults, Cell, ChatModelResults } from './results.ts'

const STORED: Readonly<Record<AgreementResults['stored'], string>> = {
  F32: 'float32',
  F16: 'float16',
  I8: 'int8',
}

/** The section of `docs/RESULTS.md` about SmolLM2; nothing where nothing was measured. */
export function chatModelMarkdown(results: ChatModelResults | undefined): string[] {
  if (!results) return []
  const { table, dispatch, confusion, trained = [], agreements = [] } = results
  return [
    '## SmolLM2-135M-Instruct',
    [
      'A real model, whose weights are not committed, with experts trained by `t2 train svf` (`docs/TRAINING.md`). Questions and',
      'messages are in plain English, in wordings that no training saw; the likeliest of the offered choices counts.',
    ].join('\n'),
    ...(dispatch ? dispatchLines(dispatch) : []),
    ...(confusion ? confusionMarkdown(confusion, 'messages') : []),
    ...(table ? tableLines(table) : []),
    ...(trained.length > 0 ? trainedLines(trained) : []),
    ...(agreements.length > 0 ? agreementLines(agreements) : []),
  ]
}

function dispatchLines({
  items,
  dispatch,
  difference,
  ...origin
}: NonNullable<ChatModelResults['dispatch']>) {
  return [
    `### Pass 1`,
    `The category of ${items} held-out messages, spread evenly over the four: with the plain instruction ${share(dispatch.prompt)}, with the classifier expert z_c ${share(dispatch.classifier)}.`,
    `The difference on the same messages is ${points(difference.mean, difference.interval)}: only z_c was right ${difference.onlyClassifier} times, only the instruction ${difference.onlyPrompt} times.`,
    madeBy(origin),
  ]
}

function tableLines({ items, rows, gains, ...origin }: NonNullable<ChatModelResults['table']>): string[] {
  const families = gains.map(({ family }) => family)
  return [
    '### Task experts',
    `Base weights, and each expert alone at α = 1 on its own family, ${items} items a family.`,
    markdownTable(
      ['', ...families],
      rows.map(({ name, cells }) => [name, ...families.map((family) => share(cells[family]))]),
    ),
    gains
      .map(({ expert, family, mean, interval }) => `- **${expert}** on ${family}: ${points(mean, interval)}.`)
      .join('\n'),
    madeBy(origin),
  ]
}

function trainedLines(runs: NonNullable<ChatModelResults['trained']>): string[] {
  const reward = (values: readonly { readonly reward: number }[]) =>
    percent(mean(values.map((step) => step.reward)))
  return [
    '### Training',
    'Reward is the probability of the right choice among those offered, averaged over the first and the last three steps.',
    markdownTable(
      ['task', 'steps', 'numbers', 'first reward', 'last reward', 'command', 'date'],
      runs.map(({ task, curve, numbers, command, date }) => [
        ...[task, String(curve.length), String(numbers)],
        ...[reward(curve.slice(0, 3)), reward(curve.slice(-3)), `\`${command}\``, date.slice(0, 10)],
      ]),
    ),
  ]
}

function agreementLines(agreements: NonNullable<ChatModelResults['agreements']>): string[] {
  return [
    '### Numbers that agree',
    [
      'Last-row logits and greedy text of plain prompts and of many scalings of the singular values, and gradients, against',
      'Hugging Face transformers in torch (SVD and gradients in float64) on the same Q4_1 weights. What float16 makes of U and V',
      'is most of the error; float32 shows what the arithmetic leaves, and int8 (`t2 factor --dtype q8`) costs most texts. A text may',
      'part from its reference where the logits of its two best tokens are within 1e-3 there; otherwise it differs. Gradients are those of log p by s, over the norm of each matrix.',
    ].join('\n'),
    markdownTable(
      [
        'engine',
        'U and V',
        'largest error of a logit',
        'of a log p',
        'of a gradient',
        'same text',
        'command',
        'date',
      ],
      agreements.map(
        ({ device, stored, cases, greedySame, greedyAgrees, worstSlopeError, command, date, ...worst }) => [
          ...[device, STORED[stored]],
          ...[worst.worstLogitError, worst.worstLogProbError].map((error) => error.toExponential(1)),
          worstSlopeError?.toExponential(1) ?? '–',
          `${greedySame} of ${cases}${greedyAgrees ? '' : ', others differ'}`,
          ...[`\`${command}\``, date.slice(0, 10)],
        ],
      ),
    ),
  ]
}

function madeBy({ command, date }: { readonly command: string; readonly date: string }): string {
  return `Made by \`${command}\` on ${date.slice(0, 10)}.`
}

function share(cell: Cell | undefined): string {
  return cell ? `${percent(cell.accuracy)} [${cell.interval.map(percent).join(', ')}]` : '–'
}

function points(difference: number, interval: readonly number[]): string {
  return `${signed(difference)} points [${interval.map(signed).join(', ')}]`
}

function percent(part: number): string {
  return (100 * part).toFixed(1)
}

function signed(part: number): string {
  return `${part < 0 ? '−' : '+'}${Math.abs(100 * part).toFixed(1)}`
}
