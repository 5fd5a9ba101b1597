import { basename } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { browserRows, webGpuRows } from '../bench/browser-rows.ts'
import { denseRows } from '../bench/dense-rows.ts'
import { fewShotRows } from '../bench/few-shot-rows.ts'
import { gradientRow, lanesRow, stepRow } from '../bench/node-rows.ts'
import { svdRow } from '../bench/svd-row.ts'
import { tryRows } from '../bench/try-rows.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { readExportSources } from '../export-sources.ts'
import { requireWritableFile, writeFileWhole } from '../files.ts'
import { threadCount } from '../options/parsers.ts'
import { alignColumns } from '../output.ts'
import type { BenchRow } from '../report/results.ts'
import { withSession } from '../session.ts'

/** Groups of rows, in the order in which they are measured. */
const GROUPS = {
  node: nodeRows,
  svd: async ({ seed }, { signal }) => [await svdRow(seed, signal)],
  page: (_, { signal }) => browserRows(signal),
  webgpu: (_, { signal }) => webGpuRows(signal),
  dense: rowsAgainstDense,
} as const satisfies Readonly<
  Record<string, (options: BenchOptions, context: Context) => Promise<BenchRow[]>>
>

type Group = keyof typeof GROUPS
const ALL = Object.keys(GROUPS) as Group[]

interface BenchOptions extends CommonOptions {
  readonly model: string
  readonly denseModel?: readonly string[]
  readonly threads: number
  readonly rows: readonly Group[]
  readonly out?: string
}

export function benchCommand(): Command {
  return createCommand('bench', 'Speed against peers, measured in turn in one run, as ratios.')
    .option('--model <bundle>', 'the model', 'tiny')
    .option('--threads <n>', 'threads of the engine', threadCount, 1)
    .addOption(
      new Option(
        '--rows <groups>',
        `which rows, of ${ALL.join(', ')}: this engine in Node; the SVD against LAPACK; the built page in a Chromium; the WGSL engine against onnxruntime's WebGPU provider there; lanes against the dense export in transformers.js`,
      )
        .argParser(groupNames)
        .default(['node', 'svd'], 'node,svd'),
    )
    .option('--dense-model <bundles...>', 'the models of the dense rows, where they are others')
    .option('--out <file>', 'write the JSON document here too, like public/results/bench.json')
    .action(action(runBench))
}

/** @throws InvalidArgumentError for a name that is none */
function groupNames(text: string): Group[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(ALL as string[]).includes(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There are no rows "${unknown}"; there are ${ALL.join(', ')}.`)
  return ALL.filter((group) => names.includes(group))
}

async function runBench(options: BenchOptions, context: Context): Promise<void> {
  const { seed, out } = options
  const { output, commandLine } = context
  if (out !== undefined) await requireWritableFile(out)
  const rows: BenchRow[] = []
  for (const group of options.rows) {
    output.progress(`rows: ${group}`)
    const measure = () => GROUPS[group](options, context)
    // Whoever asked for one group wants to know why it is not there.
    rows.push(...(options.rows.length === 1 ? await measure() : await tryRows(group, output, measure)))
  }
  const document = { command: commandLine, date: new Date().toISOString(), seed, rows }
  if (out !== undefined) await writeFileWhole(out, `${JSON.stringify(document, null, 1)}\n`)
  await output.result(document, () => reportLines(rows))
}

async function rowsAgainstDense(options: BenchOptions, context: Context): Promise<BenchRow[]> {
  const { seed, threads, denseModel = [options.model] } = options
  const { output, signal } = context
  const rows: BenchRow[] = []
  for (const model of denseModel) {
    await withSession({ ...options, model }, context, async (session) => {
      output.progress(`exporting ${model} as a dense model`)
      const files = await readExportSources(session.folder)
      rows.push(...(await denseRows({ session, ...files, name: basename(model), seed, threads, signal })))
    })
  }
  return rows
}

async function nodeRows(options: BenchOptions, context: Context): Promise<BenchRow[]> {
  const { seed, threads } = options
  const { output, signal } = context
  const rows: BenchRow[] = []
  await withSession(
    options,
    context,
    async (session) => {
      const bench = { session, seed, threads, signal }
      for (const measure of [lanesRow, gradientRow, stepRow]) {
        output.progress(`row ${rows.length + 1}`)
        rows.push(await measure(bench))
      }
      output.progress(`row ${rows.length + 1}: few-shot search, about a minute`)
      rows.push(...(await fewShotRows(bench)))
    },
    { all: true },
  )
  return rows
}

function reportLines(rows: readonly BenchRow[]): string[] {
  return alignColumns([
    ['what', 'ours', 'peer', 'ratio', 'unit', 'against'],
    ...rows.map(({ name, ours, peer, ratio, unit, peerName }) => [
      name,
      ours.toPrecision(3),
      peer.toPrecision(3),
      ratio.toPrecision(3),
      unit,
      peerName,
    ]),
  ])
}
