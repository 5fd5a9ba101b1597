import type { Origin } from '../../adapt/origin.ts'
import { mean } from '../../core/statistics.ts'
import { chatModelMarkdown } from './chat-markdown.ts'
import { confusionMarkdown } from './confusion-markdown.ts'
import { experimentsMarkdown } from './experiment-markdown.ts'
import { lighthouseMarkdown } from './lighthouse-markdown.ts'
import { markdownTable } from './markdown-table.ts'
import { MEASURED_FAMILIES } from './measure.ts'
import type { AllResults, Cell, TableRow } from './results.ts'

/** `docs/RESULTS.md`: what the JSON files say, and nothing that they do not. */
export function resultsMarkdown(results: AllResults): string {
  const parts = [
    '# Results',
    [
      'Written by `t2 report --docs` from the files in `public/results/`; change nothing here by hand.',
      'Accuracy in percent, greedy decoding, on fresh items of the test split; brackets hold the Wilson 95 % interval.',
    ].join('\n'),
    ...section(results.table, 'One expert at a time', tablePart),
    ...section(results.dispatch, 'Two passes', dispatchPart),
    ...section(results.confusion, 'Confusion matrices of pass 1', (result) =>
      confusionMarkdown(result, 'prompts'),
    ),
    ...section(results.sliders, 'Along the sliders', slidersPart),
    ...experimentsMarkdown(results.experiments ?? []),
    ...chatModelMarkdown(results.smollm2),
    ...section(results.experts, 'How alike the experts are', expertsPart),
    ...section(results['first-example'], 'The example that the page opens with', examplePart),
    ...section(results.bench, 'Speed', benchPart),
    ...section(results.lighthouse, 'The page under Lighthouse', lighthouseMarkdown),
    ...section(results.pretrain, 'Pretraining', pretrainPart),
    ...trainedPart(results.trained ?? []),
    ...section(results['vision-encoder'], 'The picture encoder', encoderPart),
  ]
  return `${parts.join('\n\n')}\n`
}

function section<R extends Pick<Origin, 'command' | 'date'>>(
  result: R | undefined,
  title: string,
  write: (result: R) => readonly string[],
): string[] {
  if (!result) return []
  return [`## ${title}`, ...write(result), `Made by \`${result.command}\` on ${result.date.slice(0, 10)}.`]
}

function tablePart({ items, rows }: NonNullable<AllResults['table']>): string[] {
  return [
    `Base weights and each expert alone at α = 1, ${items} items a family. Families ending in \`-hard\` were never trained on.`,
    familyTable(rows),
    gainsSentence(rows),
  ]
}

/** Where an expert gains and where it hurts, against the base, in points. */
function gainsSentence(rows: readonly TableRow[]): string {
  const base = rows.find(({ name }) => name === 'base')
  return rows
    .filter((row) => row !== base)
    .map(({ name, cells }) => {
      const changes = MEASURED_FAMILIES.map((family) => {
        const points = 100 * ((cells[family]?.accuracy ?? 0) - (base?.cells[family]?.accuracy ?? 0))
        return `${family} ${signed(points)}`
      })
      return `- **${name}** against base, in points: ${changes.join(', ')}.`
    })
    .join('\n')
}

function dispatchPart({
  items,
  dispatch,
  difference,
  twoPass,
}: NonNullable<AllResults['dispatch']>): string[] {
  const { mean, interval, onlyPrompt, onlyClassifier } = difference
  return [
    `Pass 1 finds the category of ${items} prompts of all seven families, spread evenly: with the plain dispatch prompt in ${share(dispatch.prompt)}, with the classifier expert z_c in ${share(dispatch.classifier)}.`,
    `The difference on the same prompts is ${signed(100 * mean)} points [${interval.map((end) => signed(100 * end)).join(', ')}]: only z_c was right ${onlyClassifier} times, only the prompt ${onlyPrompt} times.`,
    `What the answers of pass 2 are worth, ${twoPass.items} items a family:`,
    familyTable(twoPass.rows),
  ]
}

function familyTable(rows: readonly TableRow[]): string {
  return markdownTable(
    ['', ...MEASURED_FAMILIES],
    rows.map(({ name, cells }) => [name, ...MEASURED_FAMILIES.map((family) => share(cells[family]))]),
  )
}

function slidersPart({ items, series }: NonNullable<AllResults['sliders']>): string[] {
  const alphas = series[0]?.points.map(({ alpha }) => alpha) ?? []
  return [
    `Accuracy of each expert on its own family, ${items} items a point. α = 0 is the base, α = 1 the expert as trained.`,
    markdownTable(
      ['α', ...alphas.map(String)],
      series.map(({ expert, points }) => [expert, ...points.map(({ accuracy }) => percent(accuracy))]),
    ),
  ]
}

function expertsPart({ names, cosines, change, numbers }: NonNullable<AllResults['experts']>): string[] {
  return [
    'Cosine of ẑ − 1 between experts (1: the same singular values change in the same proportions), the root mean square of ẑ − 1, and how many numbers an expert is.',
    markdownTable(
      ['', ...names, 'rms change', 'numbers'],
      names.map((name, row) => [
        name,
        ...(cosines[row] ?? []).map((cosine) => cosine.toFixed(2)),
        (change[row] ?? 0).toFixed(3),
        String(numbers[row] ?? 0),
      ]),
    ),
  ]
}

function examplePart({
  prompt,
  expected,
  base,
  adapted,
}: NonNullable<AllResults['first-example']>): string[] {
  return [
    markdownTable(
      ['prompt', 'base', 'α math = 1', 'right answer'],
      [[prompt, base.text, adapted.text, expected]],
    ),
  ]
}

function benchPart({ rows }: NonNullable<AllResults['bench']>): string[] {
  return [
    markdownTable(
      ['what', 'ours', 'against', 'peer', 'unit', 'ratio', 'note'],
      rows.map(({ name, ours, peerName, peer, unit, ratio, note }) => [
        name,
        rounded(ours),
        peerName,
        rounded(peer),
        unit,
        rounded(ratio),
        note,
      ]),
    ),
  ]
}

function pretrainPart({
  steps,
  tokens,
  answerLoss,
  seconds,
  seed,
}: NonNullable<AllResults['pretrain']>): string[] {
  const minutes = (seconds / 60).toFixed(1)
  return [
    `${steps} steps over ${tokens} tokens in ${minutes} minutes, seed ${seed}; loss of an answer token at the end ${answerLoss.toFixed(3)} nats.`,
  ]
}

function trainedPart(runs: NonNullable<AllResults['trained']>): string[] {
  if (runs.length === 0) return []
  return [
    '## Training of the experts',
    'Reward is the share of sampled answers that were right, averaged over five steps.',
    markdownTable(
      ['expert', 'steps', 'seconds', 'numbers', 'first reward', 'last reward', 'command', 'date'],
      runs.map(({ task, curve, seconds, numbers, command, date }) => [
        task,
        String(curve.length),
        seconds.toFixed(0),
        String(numbers),
        percent(mean(curve.slice(0, 5).map(({ reward }) => reward))),
        percent(mean(curve.slice(-5).map(({ reward }) => reward))),
        `\`${command}\``,
        date.slice(0, 10),
      ]),
    ),
  ]
}

function encoderPart({
  numbers,
  bytes,
  seconds,
  reading,
  curve,
}: NonNullable<AllResults['vision-encoder']>): string[] {
  const losses = curve.flatMap(({ answering }) => answering ?? [])
  return [
    `${numbers} numbers in ${(bytes / 1000).toFixed(0)} kB, trained in ${(seconds / 60).toFixed(1)} minutes; loss of an answer token at the end ${mean(losses.slice(-5)).toFixed(3)} nats, through the frozen language model.`,
    'How often the word nearest to a soft token is the one that the panel shows, on fresh test pictures:',
    markdownTable(
      ['family', 'words', 'read right'],
      reading.map(({ family, words, right }) => [family, String(words), percent(right / words)]),
    ),
  ]
}

function share(cell: Cell | undefined): string {
  if (!cell) return '–'
  return `${percent(cell.accuracy)} [${cell.interval.map(percent).join(', ')}]`
}

function percent(part: number): string {
  return (100 * part).toFixed(1)
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)))
}
