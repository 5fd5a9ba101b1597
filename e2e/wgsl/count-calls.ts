/** What was asked of a device. */
export interface Calls {
  /** Buffers, bind groups, shader modules and pipelines made. */
  made: number
  /** Bytes written from the CPU. */
  written: number
  dispatches: number
}

/** Counts calls on a device from now on. */
export function countCalls(device: GPUDevice): Calls {
  const calls: Calls = { made: 0, written: 0, dispatches: 0 }
  const counting = <T extends object, K extends keyof T>(
    target: T,
    key: K,
    count: (args: unknown[]) => void,
  ) => {
    const original = target[key] as (...args: unknown[]) => unknown
    Object.defineProperty(target, key, {
      value: (...args: unknown[]) => {
        count(args)
        return original.apply(target, args)
      },
    })
  }
  const makers = [
    'createBuffer',
    'createBindGroup',
    'createShaderModule',
    'createComputePipeline',
    'createComputePipelineAsync',
  ] as const
  for (const maker of makers) {
    counting(device, maker, () => {
      calls.made++
    })
  }
  counting(device.queue, 'writeBuffer', ([, , data]) => {
    calls.written += (data as ArrayBufferView).byteLength
  })
  const createEncoder = device.createCommandEncoder.bind(device)
  device.createCommandEncoder = () => {
    const encoder = createEncoder()
    const begin = encoder.beginComputePass.bind(encoder)
    encoder.beginComputePass = () => {
      const pass = begin()
      counting(pass, 'dispatchWorkgroups', () => {
        calls.dispatches++
      })
      return pass
    }
    return encoder
  }
  return calls
}
