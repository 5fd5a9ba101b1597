import { fileURLToPath } from 'node:url'
import { type Command, InvalidArgumentError } from 'commander'
import type { Origin } from '../../adapt/origin.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { requireWritableFile, writeFileWhole } from '../files.ts'
import { threadCount, wholeNumber } from '../options/parsers.ts'
import { measureExperts } from '../report/expert-likeness.ts'
import { measureFirstExample } from '../report/first-example.ts'
import type { Measurement } from '../report/measure.ts'
import { measureChat } from '../report/measure-chat.ts'
import { measureConfusion, measureDispatch } from '../report/measure-dispatch.ts'
import { measureSliders, measureTable } from '../report/measure-tables.ts'
import { readResults, writeResult } from '../report/result-files.ts'
import { resultsMarkdown } from '../report/results-markdown.ts'
import { withSession } from '../session.ts'

const PARTS = {
  table: measureTable,
  dispatch: measureDispatch,
  confusion: measureConfusion,
  sliders: measureSliders,
  experts: measureExperts,
  example: measureFirstExample,
} as const satisfies Readonly<Record<string, (measurement: Measurement) => Origin | Promise<Origin>>>

type Part = keyof typeof PARTS

interface ReportOptions extends CommonOptions {
  readonly model?: string
  readonly threads?: number
  readonly items: number
  readonly out: string
  readonly only?: readonly Part[]
  readonly docs?: boolean
}

const RESULTS = fileURLToPath(new URL('../../../public/results', import.meta.url))
const DOCUMENT = fileURLToPath(new URL('../../../docs/RESULTS.md', import.meta.url))

export function reportCommand(): Command {
  return createCommand(
    'report',
    'Measure a model and its experts, and write the results that the page and the docs show.',
  )
    .option('--model <bundle>', 'what to measure; without it, --docs alone rewrites docs/RESULTS.md')
    .option('--threads <n>', 'threads of the engine (default: 2)', threadCount)
    .option('--items <n>', 'test items a family', wholeNumber(2), 600)
    .option('--out <dir>', 'folder of the results', RESULTS)
    .option('--only <parts>', `some of ${Object.keys(PARTS).join(',')}`, partList)
    .option('--docs', 'rewrite docs/RESULTS.md from the results')
    .action(action(runReport))
}

function partList(text: string): Part[] {
  return text.split(',').map((name) => {
    if (Object.hasOwn(PARTS, name)) return name as Part
    throw new InvalidArgumentError(`There is no part ${name}; there are ${Object.keys(PARTS).join(', ')}.`)
  })
}

async function runReport(options: ReportOptions, context: Context): Promise<void> {
  const { model, out, docs } = options
  if (model === undefined && !docs) throw new UsageError('Give --model to measure, or --docs to write up.')
  const written = model === undefined ? [] : await measure({ ...options, model }, context)
  if (docs) {
    await writeFileWhole(DOCUMENT, resultsMarkdown(await readResults(out)))
    written.push(DOCUMENT)
  }
  await context.output.result({ written }, () => written)
}

async function measure(options: ReportOptions & { model: string }, context: Context): Promise<string[]> {
  const { out, items, seed, only = Object.keys(PARTS) as Part[] } = options
  const { output, signal, commandLine, whenStopped } = context
  await requireWritableFile(`${out}/table.json`)
  const written: string[] = []
  await withSession(
    options,
    context,
    async (runtime) => {
      const origin = { command: commandLine, date: new Date().toISOString(), seed }
      const progress = (line: string): void => output.progress(line)
      if (runtime.tokenizer.form === 'chat') {
        const results = await measureChat({ runtime, origin, items, signal, progress }, only)
        for (const [name, result] of results) await writeResult(out, name, result)
        written.push(...results.map(([name]) => `${out}/${name}.json`))
        return
      }
      for (const part of only) {
        const started = performance.now()
        const result = await PARTS[part]({ runtime, origin, items, signal, progress })
        const name = part === 'example' ? 'first-example' : part
        await writeResult(out, name, result)
        written.push(`${out}/${name}.json`)
        whenStopped(`Written: ${written.join(', ')}; --only measures the other parts.`)
        output.note(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
      }
    },
    { all: true },
  )
  return written
}
