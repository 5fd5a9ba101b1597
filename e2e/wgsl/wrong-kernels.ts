import { createWebGpuEngine } from '../../src/engine/webgpu/index.ts'
import { runSelfTest } from '../../src/engine/webgpu/self-test.ts'
import { DIVISIONS, type DivisionName } from './cases.ts'
import { expectEqual } from './expect.ts'
import type { Subject } from './model-checks.ts'

/** A kernel, a line of it, and the same line wrong: what a driver that miscompiles may make of it. */
const WRONG: readonly (readonly [DivisionName, string, string, string])[] = [
  [
    'alone',
    'embed',
    'rows[row] = vec4u(slot, lane.y, token, 0u)',
    'rows[row] = vec4u(slot, lane.y + 1u, token, 0u)',
  ],
  ['alone', 'linear', 'y0 = fma(vec4f(x0.w), tile.k3, y0)', 'y0 = fma(vec4f(x0.w), tile.k2, y0)'],
  // Only where a lane decodes alone.
  ['alone', 'linear', 'array<vec4f, ROWS>(y0)', 'array<vec4f, ROWS>(1.01 * y0)'],
  ['together', 'linear', 'part < PARTS', 'part < PARTS - 1u'],
  ['alone', 'qkv', 'value.x * turn.x - value.y * turn.y', 'value.x * turn.x + value.y * turn.y'],
  ['alone', 'gateUp', 'array<vec4f, ROWS>(y0)', 'array<vec4f, ROWS>(1.01 * y0)'],
  ['alone', 'attend', 'total = fma(total, kept, sum(weights))', 'total = total + sum(weights)'],
  ['together', 'attendTogether', 'sums[other * shape.head4 + local]', 'sums[other * shape.head4]'],
  ['fours', 'linear', 'let r6 = subgroupBroadcast(x1, 2u)', 'let r6 = subgroupBroadcast(x1, 3u)'],
  ['fours', 'qkv', 'LANE = id % 4u', 'LANE = 0u'],
  ['fours', 'gateUp', 'let r1 = subgroupBroadcast(x0, 1u)', 'let r1 = subgroupBroadcast(x0, 0u)'],
  ['alone', 'sampleChunks', 'x *= 0x846ca68bu', 'x *= 0x846ca68du'],
  ['alone', 'sampleMerge', 'lane.y + 1u, lane.z + 1u', 'lane.y + 1u, lane.z'],
]

/** Every kernel, planted wrong, fails the self-test of an engine on whose device it runs; put right again, it passes. */
export async function catchWrongKernels({ model }: Subject): Promise<void> {
  const missed: string[] = []
  for (const division of ['alone', 'together', 'fours'] as const) {
    const engine = await createWebGpuEngine(model, { division: DIVISIONS[division] })
    const { device } = engine
    const create = device.createShaderModule.bind(device)
    for (const [where, kernel, right, wrong] of WRONG) {
      if (where !== division) continue
      let planted = 0
      device.createShaderModule = (descriptor) => {
        if (descriptor.label !== kernel || !descriptor.code.includes(right)) return create(descriptor)
        planted += 1
        return create({ ...descriptor, code: descriptor.code.replaceAll(right, wrong) })
      }
      const { passed } = await runSelfTest(engine)
      if (passed || planted === 0) missed.push(`${kernel}: ${right}`)
    }
    device.createShaderModule = create
    expectEqual((await runSelfTest(engine)).passed, true)
    engine.dispose()
  }
  expectEqual(missed, [])
}
