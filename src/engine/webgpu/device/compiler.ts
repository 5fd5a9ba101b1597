import { type BlockRows, KERNELS, type KernelName, kernelSource, type WeightType } from './kernels.ts'

export interface Variant {
  readonly weights?: WeightType
  readonly blockRows?: BlockRows
  readonly constants?: Readonly<Record<string, number>>
}

/** Compiles kernels, each variant once: all layers of a model share their pipelines. */
export interface Compiler {
  pipeline(name: KernelName, variant: Variant): Promise<GPUComputePipeline>
  /** Binds buffers in the order of the kernel's binding numbers. */
  bind(name: KernelName, resources: readonly GPUBindingResource[]): GPUBindGroup
}

const TYPES: Readonly<Record<string, GPUBufferBindingType>> = {
  u: 'uniform',
  r: 'read-only-storage',
  w: 'storage',
}

/** @param workgroup invocations of a workgroup, for all kernels. */
export function createCompiler(device: GPUDevice, workgroup: number): Compiler {
  const layouts = new Map<string, GPUBindGroupLayout>()
  const modules = new Map<string, GPUShaderModule>()
  const pipelines = new Map<string, Promise<GPUComputePipeline>>()

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

  function compile(name: KernelName, { weights = 'F32', blockRows = 1, constants }: Variant) {
    const code = kernelSource(name, weights, blockRows)
    let module = modules.get(code)
    if (!module) {
      module = device.createShaderModule({ label: name, code })
      modules.set(code, module)
    }
    return device.createComputePipelineAsync({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layoutOf(name)] }),
      compute: { module, entryPoint: 'main', constants: { ...constants, WORKGROUP: workgroup } },
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
    bind(name, resources) {
      const entries = resources.map((resource, binding) => ({ binding, resource }))
      return device.createBindGroup({ label: name, layout: layoutOf(name), entries })
    },
  }
}
