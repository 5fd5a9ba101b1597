import { acquireDevice } from '../../src/engine/webgpu/device/acquire.ts'
import { checkAttention } from '../../src/engine/webgpu/self-test/attention-check.ts'
import { type Bench, createBench } from '../../src/engine/webgpu/self-test/bench.ts'
import { checkEmbed } from '../../src/engine/webgpu/self-test/embed-check.ts'
import { checkGateUp } from '../../src/engine/webgpu/self-test/gate-up-check.ts'
import { checkLinear } from '../../src/engine/webgpu/self-test/linear-check.ts'
import { checkQkv } from '../../src/engine/webgpu/self-test/qkv-check.ts'
import { checkSampling } from '../../src/engine/webgpu/self-test/sampling-check.ts'
import type { AgainstMerged } from './against-merged.ts'
import type { AgainstOrt } from './against-ort.ts'
import {
  DIVISIONS,
  type DivisionName,
  type ENGINE_CHECKS,
  type KernelCase,
  MODEL_CASES,
  type MODEL_CHECKS,
} from './cases.ts'
import { ENGINE_CHECK_FUNCTIONS } from './engine-checks.ts'
import { measure } from './measure.ts'
import { createSubject, MODEL_CHECK_FUNCTIONS, type Subject } from './model-checks.ts'
import { runTrained, type TrainedAnswer, type TrainedRequest } from './trained.ts'

/** What the spec calls in the page. A check that fails rejects. */
export interface WgslPage {
  kernelError(options: KernelCase, division: DivisionName): Promise<number>
  checkModel(model: string, check: (typeof MODEL_CHECKS)[number]): Promise<void>
  checkEngine(check: (typeof ENGINE_CHECKS)[number]): Promise<void>
  runTrained(request: TrainedRequest): Promise<TrainedAnswer>
  measure(): Promise<unknown>
  /** The rows of `t2 bench --rows webgpu`. */
  measureAgainstOrt(): Promise<AgainstOrt>
  measureAgainstMerged(): Promise<AgainstMerged>
}

let device: Promise<GPUDevice> | null = null
const benches = new Map<DivisionName, Bench>()
const subjects = new Map<string, Promise<Subject>>()

async function benchOf(name: DivisionName): Promise<Bench> {
  device ??= acquireDevice()
  const shared = await device
  const bench = benches.get(name) ?? createBench(shared, DIVISIONS[name])
  benches.set(name, bench)
  return bench
}

function subjectOf(name: string): Promise<Subject> {
  const options = MODEL_CASES.find((candidate) => candidate.name === name)
  if (!options) throw new Error(`no model ${name}`)
  const subject = subjects.get(name) ?? createSubject(options)
  subjects.set(name, subject)
  return subject
}

function runKernel(shared: Bench, options: KernelCase): Promise<number> {
  switch (options.kernel) {
    case 'linear':
      return checkLinear(shared, options)
    case 'qkv':
      return checkQkv(shared, options)
    case 'gateUp':
      return checkGateUp(shared, options)
    case 'attention':
      return checkAttention(shared, options)
    case 'sampling':
      return checkSampling(shared, options)
    case 'embed':
      return checkEmbed(shared, options)
    default:
      return options satisfies never
  }
}

const wgsl: WgslPage = {
  kernelError: async (options, division) => runKernel(await benchOf(division), options),
  checkModel: async (model, check) => MODEL_CHECK_FUNCTIONS[check](await subjectOf(model)),
  checkEngine: async (check) => ENGINE_CHECK_FUNCTIONS[check](await subjectOf('all factored')),
  runTrained,
  measure,
  measureAgainstOrt: async () => (await import('./against-ort.ts')).measureAgainstOrt(),
  measureAgainstMerged: async () => (await import('./against-merged.ts')).measureAgainstMerged(),
}

Object.assign(globalThis, { wgsl, ready: true })
