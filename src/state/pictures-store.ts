import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Mix } from '../adapt/adaptation.ts'
import { asAppError } from '../core/errors.ts'
import { createPrng } from '../core/prng.ts'
import { blankPicture, type Picture } from '../model/vision/picture.ts'
import type { PicturedItem, VisionFamily } from '../tasks/pictures/pictured-item.ts'
import { drawStrokes, type Stroke } from '../tasks/pictures/strokes.ts'
import type { ModelClient, OpenedVision, SeenWord, ShownAnswer } from '../worker/protocol.ts'
import { createLatestRun } from './latest-run.ts'
import { type Problem, problemOf } from './problem.ts'

/** Who answers a question about a picture, all of them lanes of one batch. */
export const PICTURE_LANES = ['base', 'vision', 'sliders'] as const
export type PictureLane = (typeof PICTURE_LANES)[number]

export interface PictureAnswer {
  readonly lane: PictureLane
  readonly text: string
  /** Null where nobody knows what is right: the visitor's own picture or question. */
  readonly right: boolean | null
}

export interface PicturesState {
  readonly status: 'closed' | 'opening' | 'open' | 'failed'
  readonly loaded: number
  readonly total: number
  readonly vision: OpenedVision | null
  readonly picture: Picture
  readonly question: string
  /** The exercise that was drawn, until the picture or the question is changed by hand. */
  readonly item: PicturedItem | null
  readonly asking: boolean
  readonly words: readonly SeenWord[]
  readonly answers: readonly PictureAnswer[]
  readonly problem: Problem | null
}

export interface PicturesStore extends StoreApi<PicturesState> {
  /** Fetches encoder and expert, once. */
  open(): Promise<void>
  /** Lets go of what is being fetched. */
  cancelOpen(): void
  /** The same in another worker, where it was open before; the names of its experts. */
  reopen(): Promise<readonly string[]>
  /** A new exercise of a family, with its picture and question. */
  drawItem(family: VisionFamily, seed: number): Promise<void>
  /** Adds what the visitor's pen drew, in pixels of the picture. */
  addStroke(stroke: Stroke): void
  clear(): void
  setQuestion(question: string): void
  ask(mix: Mix, maxTokens: number): Promise<void>
  cancel(): void
}

/** Of the visitor's pen: in the middle of what the encoder was trained on. */
const PEN = { thickness: 2, ink: 1 } as const
const VISION_EXPERT = 'vision'

/** @param onExperts called with the names of the experts that came with the vision part */
export function createPicturesStore(
  client: ModelClient,
  onExperts: (names: readonly string[]) => void,
): PicturesStore {
  const store = createStore<PicturesState>(() => ({
    ...{ status: 'closed', loaded: 0, total: 0, vision: null },
    ...{ picture: blankPicture(), question: '', item: null },
    ...{ asking: false, words: [], answers: [], problem: null },
  }))
  const asking = createLatestRun()
  let opening: AbortController | null = null

  async function open(): Promise<void> {
    const { status } = store.getState()
    if (status === 'opening' || status === 'open') return
    const mine = new AbortController()
    opening = mine
    store.setState({ status: 'opening', loaded: 0, problem: null })
    try {
      const onEvent = (event: { loadedBytes: number; totalBytes: number }): void =>
        store.setState({ loaded: event.loadedBytes, total: event.totalBytes })
      const vision = await client.call('openVision', {}, { onEvent, signal: mine.signal })
      store.setState({ status: 'open', vision })
      onExperts(vision.experts.map(({ name }) => name))
    } catch (thrown) {
      // Opening another model also ends this call.
      if (asAppError(thrown, 'io').code === 'cancelled') store.setState({ status: 'closed' })
      else store.setState({ status: 'failed', problem: problemOf(thrown) })
    }
  }

  const fresh = { words: [], answers: [], problem: null } as const

  async function ask(mix: Mix, maxTokens: number): Promise<void> {
    const { picture, question, item } = store.getState()
    if (question.trim() === '') return
    await asking.start(
      async ({ signal, isLatest }) => {
        store.setState({ ...fresh, asking: true })
        const { words } = await client.call('seePicture', { picture }, { signal })
        const vision: Mix = { mode: 'blend', alpha: { [VISION_EXPERT]: 1 } }
        const lanes = [
          { kind: 'base' as const },
          { kind: 'mix' as const, mix: vision },
          { kind: 'mix' as const, mix },
        ]
        const request = { prompt: question, picture, lanes, maxTokens, temperature: 0, seed: 1, topK: 0 }
        const { lanes: said } = await client.call('generate', request, { signal })
        if (!isLatest()) return
        const answers = said.map((answer, lane) => judged(answer, lane, item))
        store.setState({ words, answers, asking: false })
      },
      {
        stopped: () => store.setState({ asking: false }),
        failed: (problem) => store.setState({ problem, asking: false }),
      },
    )
  }

  return {
    ...store,
    open,
    cancelOpen: () => opening?.abort(),
    async reopen() {
      if (store.getState().status !== 'open') return []
      store.setState({ status: 'closed', vision: null })
      await open()
      return (store.getState().vision?.experts ?? []).map(({ name }) => name)
    },
    ask,
    async drawItem(family, seed) {
      // Glyphs and hands are no part of the first page.
      const { generatePictured } = await import('../tasks/pictures/pictured-families.ts')
      const item = generatePictured(family, 'test', createPrng(seed))
      store.setState({ ...fresh, item, picture: item.picture, question: item.prompt })
    },
    addStroke(stroke) {
      const picture = store.getState().picture.slice()
      drawStrokes(picture, [stroke], PEN)
      store.setState({ ...fresh, picture, item: null })
    },
    clear: () => store.setState({ ...fresh, picture: blankPicture(), item: null }),
    setQuestion: (question) => store.setState({ question, item: null, answers: [] }),
    cancel: asking.stop,
  }
}

function judged({ text }: ShownAnswer, lane: number, item: PicturedItem | null): PictureAnswer {
  return { lane: PICTURE_LANES[lane] ?? 'sliders', text, right: item ? item.verify(text) : null }
}
