import { AppError } from '../../core/errors.ts'
import type { Call } from './call.ts'

export const selfTest: Call<'selfTest'> = async (_, { slot }) => {
  const { engine } = slot.current().runtime
  if (engine.description.backend !== 'webgpu') {
    throw new AppError(
      'unsupported',
      'The CPU engine is the reference itself: it has nothing to be tested against.',
    )
  }
  const { runSelfTest } = await import('../../engine/webgpu/self-test.ts')
  return runSelfTest(engine)
}
