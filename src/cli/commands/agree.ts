import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import type { Engine } from '../../engine/engine.ts'
import { createNodeEngine, nodeRuntime } from '../../engine/ort/node.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Manifest } from '../../model/manifest.ts'
import { createGradient } from '../../train/gradient.ts'
import { compareGradients, type GradientAgreement } from '../agree/compare-gradients.ts'
import { compareRows, type RowAgreement } from '../agree/compare-rows.ts'
import { goldenCases } from '../agree/golden-cases.ts'
import { type Goldens, readGoldens } from '../agree/goldens.ts'
import { action, type CommonOptions, type Context, createCommand } from '../command.ts'
import { requireWritableFile, writeFileWhole } from '../files.ts'
import { addModelOptions, bundleFolder, type ModelOptions, openBundle } from '../options/model.ts'
import { alignColumns } from '../output.ts'
import { createWebGpuEngine } from '../session.ts'

const BACKENDS = ['node', 'wasm', 'webgpu'] as const

interface AgreeOptions extends CommonOptions, ModelOptions {
  readonly backend: (typeof BACKENDS)[number]
  readonly goldens: string
  readonly out?: string
}

const SMOLLM2 = fileURLToPath(new URL('../agree/smollm2', import.meta.url))

export function agreeCommand(): Command {
  const command = createCommand(
    'agree',
    'Logits, greedy tokens and gradients against those of an independent implementation.',
  )
  return addModelOptions(command)
    .addOption(new Option('--backend <name>', 'which engine computes').choices(BACKENDS).default('node'))
    .addOption(
      new Option('--goldens <dir>', 'folder of base.json, svf.json and grad.json').default(
        SMOLLM2,
        'those of SmolLM2-135M-Instruct, Q4_1',
      ),
    )
    .option('--out <file>', 'write the JSON document here too')
    .action(action(runAgree))
}

async function runAgree(options: AgreeOptions, context: Context): Promise<void> {
  const { output, signal, commandLine } = context
  const { backend, out } = options
  if (out !== undefined) await requireWritableFile(out)
  const goldens = await readGoldens(options.goldens)
  const { model, manifest } = await openBundle(await bundleFolder(options.model), signal)
  const engine = await createEngine(model, options)
  let rows: RowAgreement[]
  try {
    const cases = goldenCases(model, goldens)
    rows = await compareRows(engine, cases, {
      signal,
      onDone: (done) => output.progress(`${done.length} of ${cases.length} cases`),
    })
  } finally {
    engine.dispose()
  }
  // WebGPU has no gradients of its own: the page trains with WebAssembly.
  const gradients = backend === 'webgpu' ? [] : await gradientsOf(model, goldens, options)
  const document = {
    command: commandLine,
    date: new Date().toISOString(),
    seed: options.seed,
    device: engine.description.device,
    stored: storedAs(manifest),
    ...summarise(rows, gradients),
    rows,
    gradients,
  }
  if (out !== undefined) await writeFileWhole(out, `${JSON.stringify(document, null, 1)}\n`)
  await output.result(document, () => inWords(rows, gradients))
}

/** Of the factors: int8 ones are float16 by the time that they are in memory. */
function storedAs({ modules, tensors }: Manifest): Manifest['tensors'][string]['dtype'] {
  return tensors[`${modules[0]?.name}.u`]?.dtype ?? 'F32'
}

function createEngine(model: FactoredModel, { backend, threads }: AgreeOptions): Promise<Engine> {
  if (backend === 'node') return createNodeEngine(model, threads === undefined ? {} : { threads })
  if (backend === 'webgpu') return createWebGpuEngine(model)
  return import('../../engine/ort/wasm.ts').then(({ createWasmEngine }) => createWasmEngine(model, threads))
}

async function gradientsOf(
  model: FactoredModel,
  { gradient }: Goldens,
  { backend, threads }: AgreeOptions,
): Promise<GradientAgreement[]> {
  const runtime = backend === 'wasm' ? (await import('../../engine/ort/wasm.ts')).wasmRuntime : nodeRuntime
  const engine = await createGradient(runtime, model, threads === undefined ? {} : { threads })
  try {
    return await compareGradients(engine, model, gradient)
  } finally {
    await engine.dispose()
  }
}

function summarise(rows: readonly RowAgreement[], gradients: readonly GradientAgreement[]) {
  const slopes = gradients.flatMap(({ slopeErrors }) => Object.values(slopeErrors))
  return {
    cases: rows.length,
    worstLogitError: Math.max(...rows.map(({ logitError }) => logitError)),
    worstLogProbError: Math.max(...rows.map(({ logProbError }) => logProbError)),
    greedySame: rows.filter(({ greedySame, greedyTokens }) => greedySame === greedyTokens).length,
    greedyAgrees: rows.every(({ greedyAgrees }) => greedyAgrees),
    ...(slopes.length > 0 && { worstSlopeError: Math.max(...slopes) }),
  }
}

function inWords(rows: readonly RowAgreement[], gradients: readonly GradientAgreement[]): string[] {
  return [
    ...alignColumns([
      ['case', 'logits', 'log p', 'mean', 'greedy', 'margin', ''],
      ...rows.map(
        ({ name, logitError, logProbError, meanError, greedySame, greedyTokens, margin, greedyAgrees }) => [
          name,
          logitError.toExponential(1),
          logProbError.toExponential(1),
          meanError.toExponential(1),
          `${greedySame}/${greedyTokens}`,
          margin.toExponential(1),
          greedyAgrees ? '' : 'differs',
        ],
      ),
    ]),
    ...gradients.flatMap(({ name, logProbError, slopeErrors }) => [
      `gradient at ${name}: log p ${logProbError.toExponential(1)}, slopes over their norm: ${Object.entries(
        slopeErrors,
      )
        .map(([matrix, error]) => `${matrix} ${error.toExponential(1)}`)
        .join(', ')}`,
    ]),
  ]
}
