import { allocatorOf } from './allocator.ts'
import type { Division } from './division.ts'
import {
  type ArrayLengths,
  type BlockRows,
  KERNELS,
  type KernelName,
  kernelSource,
  type WeightType,
} from './kernels.ts'
import { encodeShape, type ShapeValues } from './shape.ts'

export interface Variant {
  readonly weights?: WeightType
  readonly blockRows?: BlockRows
  /** As `worksInFours` says. */
  readonly inFours?: boolean
  readonly lengths?: ArrayLengths | undefined
  /** The kernel's `override` switches, 1 or 0; what is not named is off. */
  readonly flags?: Readonly<Record<string, number>>
}

/** Compiles kernels, each variant once: all layers of a model share their pipelines. */
export interface Compiler {
  pipeline(name: KernelName, variant: Variant): Promise<GPUComputePipeline>
  /** A uniform buffer with the kernel's `Shape`; equal shapes share one. */
  shape(name: KernelName, values: ShapeValues): GPUBuffer
  /** Binds buffers in the order of the kernel's binding numbers. */
  bind(name: KernelName, resources: readonly GPUBindingResource[]): GPUBindGroup
  dispose(): void
}

const TYPES: Readonly<Record<string, GPUBufferBindingType>> = {
  u: 'uniform',
  r: 'read-only-storage',
  w: 'storage',
}

export function createCompiler(device: GPUDevice, { workgroup, together }: Division): Compiler {
  const allocator = allocatorOf(device)
  const layouts = new Map<string, GPUBindGroupLayout>()
  const modules = new Map<string, GPUShaderModule>()
  const pipelines = new Map<string, Promise<GPUComputePipeline>>()
  const shapes = new Map<string, GPUBuffer>()

  function layoutOf(name: KernelName): GPUBindGroupLayout {
    const { bindings } = KERNELS[name]
    let layout = layouts.get(bindings)
    if (!layout) {
      const entries = [...bindings].map((letter, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: TYPES[letter] ?? 'storage' },
      }))
      layout = device.createBindGroupLayout({ label: bindings, entries })
      layouts.set(bindings, layout)
    }
    return layout
  }

  function compile(
    name: KernelName,
    { weights = 'F32', blockRows = 4, flags = {}, inFours, lengths }: Variant,
  ) {
    const on = Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag !== 0))
    const columns = inFours ? 'fours' : together ? 'together' : 'alone'
    const code = kernelSource(name, { weights, blockRows, columns, lengths })
    let module = modules.get(code)
    if (!module) {
      module = device.createShaderModule({ label: name, code })
      modules.set(code, module)
    }
    return device.createComputePipelineAsync({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layoutOf(name)] }),
      compute: { module, entryPoint: 'main', constants: { ...on, WORKGROUP: workgroup } },
    })
  }

  return {
    pipeline(name, variant) {
      const key = JSON.stringify([name, variant])
      const known = pipelines.get(key)
      if (known) return known
      const made = compile(name, variant)
      pipelines.set(key, made)
      return made
    },
    shape(name, values) {
      const bytes = encodeShape(KERNELS[name].source, values)
      const key = new Uint32Array(bytes).join(' ')
      const known = shapes.get(key)
      if (known) return known
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
      const buffer = allocator.buffer({ label: `${name} shape`, size: bytes.byteLength, usage })
      device.queue.writeBuffer(buffer, 0, bytes)
      shapes.set(key, buffer)
      return buffer
    },
    bind(name, resources) {
      const entries = resources.map((resource, binding) => ({ binding, resource }))
      return device.createBindGroup({ label: name, layout: layoutOf(name), entries })
    },
    dispose() {
      for (const buffer of shapes.values()) allocator.free(buffer)
    },
  }
}
