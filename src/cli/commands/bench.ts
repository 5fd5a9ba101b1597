import type { Command } from 'commander'
import { asAppError } from '../../core/errors.ts'
import { browserRows, webGpuRows } from '../bench/browser-rows.ts'
import { denseRows } from '../bench/dense-rows.ts'
import { fewShotRows } from '../bench/few-shot-rows.ts'
import { gradientRow, lanesRow, stepRow } from '../bench/node-rows.ts'
import { svdRow } from '../bench/svd-row.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { readExportSources } from '../export-sources.ts'
import { requireWritableFile, writeFileWhole } from '../files.ts'
import { threadCount } from '../options/parsers.ts'
import { alignColumns } from '../output.ts'
import type { BenchRow } from '../report/results.ts'
import { withSession } from '../session.ts'

interface BenchOptions extends CommonOptions {
  readonly model: string
  readonly threads: number
  readonly browser?: boolean
  readonly dense?: boolean
  readonly webgpu?: boolean
  readonly out?: string
}

export function benchCommand(): Command {
  return createCommand('bench', 'Speed against peers, measured in turn in one run, as ratios.')
    .option('--model <bundle>', 'the model', 'tiny')
    .option('--threads <n>', 'threads of the engine', threadCount, 1)
    .option('--browser', 'also the rows of the built page, in a Chromium with WebGPU')
    .option('--dense', 'only the rows of any model against its dense export in transformers.js')
    .option('--webgpu', "only the WGSL engine against onnxruntime's WebGPU provider, in a Chromium")
    .option('--out <file>', 'write the JSON document here too, like public/results/bench.json')
    .action(action(runBench))
}

async function runBench(options: BenchOptions, context: Context): Promise<void> {
  const { seed, out } = options
  const { output, commandLine } = context
  if (out !== undefined) await requireWritableFile(out)
  const rows = await measure(options, context)
  const document = { command: commandLine, date: new Date().toISOString(), seed, rows }
  if (out !== undefined) await writeFileWhole(out, `${JSON.stringify(document, null, 1)}\n`)
  await output.result(document, () => reportLines(rows))
}

function measure(options: BenchOptions, context: Context): Promise<BenchRow[]> {
  if (options.webgpu) return webGpuRows(context.signal)
  return options.dense ? rowsAgainstDense(options, context) : allRows(options, context)
}

async function rowsAgainstDense(options: BenchOptions, context: Context): Promise<BenchRow[]> {
  const { seed, threads } = options
  const { output, signal } = context
  return withSession(options, context, async (session) => {
    output.progress('exporting the dense model')
    const files = await readExportSources(session.folder)
    return denseRows({ session, ...files, seed, threads, signal })
  })
}

async function allRows(options: BenchOptions, context: Context): Promise<BenchRow[]> {
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
  rows.push(...(await tryRows('SVD', context, async () => [await svdRow(seed, signal)])))
  if (options.browser) rows.push(...(await tryRows('page', context, () => browserRows(signal))))
  else output.note('note: the rows of the page are missing; add --browser to measure them.')
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

/** A machine without a browser or numpy still gets the other rows. */
async function tryRows(
  what: string,
  { output }: Context,
  measure: () => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  try {
    output.progress(`rows of the ${what}`)
    return await measure()
  } catch (thrown) {
    const error = asAppError(thrown, 'unsupported')
    if (error.code === 'cancelled') throw error
    output.note(`note: the rows of the ${what} are missing. ${error.message} ${error.advice ?? ''}`.trimEnd())
    return []
  }
}
