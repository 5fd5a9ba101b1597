import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { scalesForMix } from '../../adapt/runtime.ts'
import { onnxFolder } from '../../graph/serving/onnx-folder.ts'
import { EXPORTED_DTYPES, type ExportedDtype } from '../../model/export/exported-config.ts'
import { huggingFaceFolder } from '../../model/export/hugging-face-folder.ts'
import type { ExportedFiles } from '../../model/export/merged-model.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { readExportSources } from '../export-sources.ts'
import { UsageError } from '../failure.ts'
import { refuseExisting, requireWritable, writeFolderWhole } from '../files.ts'
import { addMixOptions, type MixOptions } from '../options/mix.ts'
import { addModelOptions, type ModelOptions } from '../options/model.ts'
import { guardCheckpointFolder } from '../options/replaceable-folder.ts'
import { openModel } from '../session.ts'

const FORMATS = ['safetensors', 'onnx'] as const

interface ExportOptions extends CommonOptions, ModelOptions, MixOptions {
  readonly format: (typeof FORMATS)[number]
  readonly dtype?: ExportedDtype
  readonly out: string
  readonly force?: boolean
}

export function exportCommand(): Command {
  const command = createCommand(
    'export',
    'The merged weights of a mix, for programs that know nothing of experts.',
  )
  return addMixOptions(addModelOptions(command))
    .addOption(
      new Option('--format <name>', 'safetensors: transformers, vLLM, llama.cpp; onnx: transformers.js')
        .choices(FORMATS)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--dtype <type>',
        'how safetensors store the weights (default: f32; onnx is always f32)',
      ).choices(Object.keys(EXPORTED_DTYPES)),
    )
    .requiredOption('--out <dir>', 'the folder to make')
    .option('--force', 'replace --out')
    .action(action(runExport))
}

async function runExport(options: ExportOptions, context: Context): Promise<void> {
  const { format, dtype = 'f32', out, force = false } = options
  const { output, signal } = context
  if (format === 'onnx' && dtype !== 'f32')
    throw new UsageError('The onnx format is always f32: leave out --dtype.')
  if (force) await guardCheckpointFolder(out)
  else await refuseExisting(out)
  await requireWritable(out)
  const opened = await openModel(options, context)
  const merged = {
    model: opened.model,
    scales: scalesForMix(opened, opened.mix),
    ...(await readExportSources(opened.folder)),
  }
  const progress = {
    signal,
    onParameter: (done: number, total: number, name: string) =>
      output.progress(`${done} of ${total}: ${name}`),
  }
  const files =
    format === 'onnx' ? onnxFolder(merged, progress) : huggingFaceFolder(merged, { dtype, ...progress })
  const written: Record<string, number> = {}
  await writeFolderWhole(out, counted(files, written), force)
  const bytes = Object.values(written).reduce((sum, size) => sum + size, 0)
  const document = { out, format, dtype, mix: opened.mix, files: written, bytes }
  await output.result(document, () => [
    ...Object.entries(written).map(([name, size]) => `${join(out, name)}: ${size} bytes`),
  ])
}

async function* counted(files: ExportedFiles, written: Record<string, number>): ExportedFiles {
  for await (const file of files) {
    written[file[0]] = file[1].length
    yield file
  }
}
