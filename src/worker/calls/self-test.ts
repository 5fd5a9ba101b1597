import { AppError } from '../../core/errors.ts'
import { computesWrong } from '../start-engine.ts'
import type { Call } from './call.ts'

export const selfTest: Call<'selfTest'> = async (_, { slot }) => {
  const { device } = slot.current()
  const held = await device.held()
  if (held.engine.description.backend !== 'webgpu') {
    throw new AppError(
      'unsupported',
      'The CPU engine is the reference itself: it has nothing to be tested against.',
    )
  }
  const { runSelfTest } = await import('../../engine/webgpu/self-test.ts')
  const report = await runSelfTest(held.engine)
  if (!report.passed) device.distrust(held, computesWrong(report))
  return report
}
