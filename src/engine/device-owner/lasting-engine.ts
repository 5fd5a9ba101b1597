import { asAppError, throwIfAborted } from '../../core/errors.ts'
import type { FactoredModel } from '../../model/factored-model.ts'
import type { Engine } from '../engine.ts'
import { createAnswerKeeper } from './answer-keeper.ts'
import type { DeviceOwner } from './device-owner.ts'

/**
 * The engine that outlives its devices: a call that a device takes with it is made again on the next one, and an answer
 * goes on where its last token was told. `device-lost` is what is left where no engine can be had.
 */
export function createLastingEngine(model: FactoredModel, owner: DeviceOwner): Engine {
  async function run<T>(call: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> {
    while (true) {
      const held = await owner.held()
      throwIfAborted(signal)
      try {
        return await call(held.engine)
      } catch (thrown) {
        // Another engine has taken its place while the call was on its way, or its device came to an end.
        const isClosed = asAppError(thrown, 'io').code === 'cancelled'
        if (!signal?.aborted && isClosed && !owner.isCurrent(held)) continue
        if (held.end()?.error !== thrown) throw thrown
        owner.report(held)
        // Nothing takes the place of what was let go of.
        if (owner.isCurrent(held)) throw thrown
      } finally {
        owner.measure()
      }
    }
  }

  return {
    model,
    get description() {
      return owner.state().description ?? { backend: 'wasm', device: '' }
    },
    logits: (lanes, signal) => run((engine) => engine.logits(lanes, signal), signal),
    next: (lanes, topK, signal) => run((engine) => engine.next(lanes, topK, signal), signal),
    score: (lanes, signal) => run((engine) => engine.score(lanes, signal), signal),
    follow: (lanes, topK, signal) => run((engine) => engine.follow(lanes, topK, signal), signal),
    generate(lanes, options) {
      const keeper = createAnswerKeeper(lanes, options)
      return run((engine) => keeper.goOn(engine), options.signal)
    },
    dispose: owner.dispose,
  }
}
