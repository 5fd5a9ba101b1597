import type { ModelClient } from '../worker/protocol.ts'
import { type BrushState, type BrushStore, createBrushStore, drawnPart } from './inspector-brush-store.ts'
import { DRAWING, drawingText, isEmptyDrawing, readDrawing } from './inspector-drawing.ts'
import { CURRENT_MIX } from './inspector-link.ts'
import type { InspectorStore } from './inspector-store.ts'
import { createLatestWins } from './latest-wins.ts'
import { type MixStore, mixOf } from './mix-store.ts'
import type { OwnExpertsStore } from './own-experts-store.ts'
import { problemOf } from './problem.ts'
import type { SessionStore } from './session-store.ts'

/** What a drawn expert is called until it is renamed. */
const NAME = 'drawn'

interface Followed {
  readonly session: SessionStore
  readonly mix: MixStore
  readonly ownExperts: OwnExpertsStore
  readonly inspector: InspectorStore
}

export interface Brush extends BrushStore {
  /** Goes on with what was drawn on an earlier visit, once the visitor's experts are there. */
  resume(): void
  /** Resolves when the expert holds what was drawn last. */
  settled(): Promise<void>
}

/** A brush whose drawing is one of the visitor's experts: its slider, its outputs and the inspector follow each stroke. */
export function createBrush(client: ModelClient, { session, mix, ownExperts, inspector }: Followed): Brush {
  /** The expert of the drawing, whatever it is called by now. */
  let look: number | null = null
  // One file at a time: no second expert may come of the same drawing while its first is on the way.
  const newest = createLatestWins<BrushState>(
    async (state) => {
      const bytes = await fileOf(state)
      const { expert } = brush.getState()
      if (expert !== null) {
        const redrawn = await ownExperts.redraw(expert, bytes)
        if (!redrawn) brush.setState({ problem: ownExperts.getState().problem })
        return
      }
      const made = await ownExperts.add(NAME, bytes, 'drawn')
      if (!made) {
        brush.setState({ problem: ownExperts.getState().problem })
        return
      }
      look = made.look
      brush.rename(made.name)
      takePlace(made.name, state.drawing.start)
      inspector.choose({ first: made.name })
    },
    (thrown) => brush.setState({ problem: problemOf(thrown) }),
  )

  const brush: BrushStore = createBrushStore(
    async ({ start, mix: stood }) => {
      const unchanged = { mode: 'blend', alpha: {} } as const
      const subject =
        start === null || start === CURRENT_MIX
          ? { kind: 'mix' as const, mix: stood ?? unchanged }
          : { kind: 'expert' as const, name: start }
      return client.call('spectra', { subjects: [subject] })
    },
    () => mixOf(mix.getState()),
    newest.submit,
  )

  /** The drawn expert is heard at once; what it began with would otherwise be heard twice. */
  function takePlace(name: string, start: string | null): void {
    const { alpha } = mix.getState()
    if (start === CURRENT_MIX) mix.setAll({ [name]: 1 }, 'you')
    else mix.setAll({ ...alpha, ...(start !== null && { [start]: 0 }), [name]: 1 }, 'you')
  }

  async function fileOf(state: BrushState): Promise<Uint8Array> {
    // Loaded with the first stroke: nobody needs it to begin with.
    const { writeExpert } = await import('../model/expert-file.ts')
    const all = state.parts.map((part) => [part.matrix.name, drawnPart(state, part).z] as const)
    const changed = all.filter(([, z]) => z.some((value) => value !== 1))
    const { start } = state.drawing
    const provenance = {
      model: session.getState().model?.hash ?? '',
      task: NAME,
      objective: 'drawn-by-hand',
      ...(start !== null && { start }),
      [DRAWING]: drawingText(state.drawing),
    }
    // A file without any matrix is no expert.
    return writeExpert({ name: NAME, z: new Map(changed.length > 0 ? changed : all.slice(0, 1)), provenance })
  }

  session.subscribe(({ model }, before) => {
    if (model === before.model) return
    newest.stop()
    look = null
    brush.clear()
  })
  ownExperts.subscribe(({ experts }) => {
    const { expert } = brush.getState()
    if (expert === null) return
    const held = experts.find((own) => own.look === look && own.origin === 'drawn')
    if (held?.name !== expert) brush.rename(held?.name ?? null)
  })

  /** The latest drawing among the experts that were kept, unless something is being drawn. */
  function resume(): void {
    const { expert, drawing } = brush.getState()
    if (expert !== null || !isEmptyDrawing(drawing)) return
    for (const own of ownExperts.getState().experts.toReversed()) {
      const kept = own.origin === 'drawn' ? readDrawing(own.facts.provenance[DRAWING] ?? '') : null
      if (!kept) continue
      look = own.look
      brush.goOnWith(own.name, kept)
      return
    }
  }

  return { ...brush, resume, settled: newest.settled }
}
