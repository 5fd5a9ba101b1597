import type { Mix } from '../adapt/adaptation.ts'
import type { Runtime } from '../adapt/runtime.ts'
import { createNodeEngine } from '../engine/ort/node.ts'
import type { Context } from './command.ts'
import { bundleExperts, type MixOptions, resolveMix } from './options/mix.ts'
import { bundleFolder, type ModelOptions, openBundle } from './options/model.ts'

export interface Session extends Runtime {
  /** The bundle's folder. */
  readonly folder: string
  /** What `--expert` and `--mode` ask for; the base without them. */
  readonly mix: Mix
}

/**
 * Opens the model, the experts and the engine that the options name, and disposes of them after `use`.
 * With `all`, every expert of the bundle is there too, as two-pass inference needs.
 */
export async function withSession<T>(
  options: ModelOptions & Partial<MixOptions>,
  { signal, output }: Context,
  use: (session: Session) => Promise<T>,
  { all = false } = {},
): Promise<T> {
  const folder = await bundleFolder(options.model)
  const { model, tokenizer } = await openBundle(folder, signal)
  const note = (line: string): void => output.note(line)
  const own = all ? await bundleExperts(model, folder, note) : new Map()
  const named = await resolveMix(
    { mode: options.mode ?? 'blend', ...(options.expert && { expert: options.expert }) },
    model,
    folder,
    note,
  )
  const threads = options.threads === undefined ? {} : { threads: options.threads }
  const engine = await createNodeEngine(model, threads)
  try {
    const experts = new Map([...own, ...named.experts])
    return await use({ model, tokenizer, engine, experts, folder, mix: named.mix })
  } finally {
    engine.dispose()
  }
}
