import type { Engine, Generated, GenerateOptions, GenerateResult, Lane, LaneToken } from '../engine.ts'

/** Keeps of one `generate` what has been told, so that it can go on with another engine. */
export interface AnswerKeeper {
  /** Writes on from what was told so far; to be called again where an engine is lost meanwhile. */
  goOn(engine: Engine): Promise<GenerateResult>
}

export function createAnswerKeeper(lanes: readonly Lane[], options: GenerateOptions): AnswerKeeper {
  const { onTokens, stopIds = [], maxTokens } = options
  const told = lanes.map((): number[] => [])
  const spent = { prefill: 0, decode: 0 }

  const isFinished = (ids: readonly number[]): boolean => stopIds.includes(ids.at(-1) ?? -1)
  const room = (lane: number): number => {
    const ids = told[lane] ?? []
    return isFinished(ids) ? 0 : maxTokens - ids.length
  }

  /** Lanes that have equally much to say, as one call lets all lanes say so much. */
  async function write(engine: Engine, members: readonly number[], most: number): Promise<void> {
    const own = members.flatMap((member): Lane[] => {
      const lane = lanes[member]
      const ids = told[member] ?? []
      if (!lane) return []
      const { draft = [], written = 0, ...rest } = lane
      const goesOn = ids.length > 0
      return [
        {
          ...rest,
          ids: goesOn ? [...lane.ids, ...ids] : lane.ids,
          ...(!goesOn && draft.length > 0 && { draft }),
          written: written + ids.length,
        },
      ]
    })
    const take = (tokens: readonly LaneToken[]): void => {
      const renamed = tokens.map((token) => ({ ...token, lane: members[token.lane] ?? token.lane }))
      for (const { lane, id } of renamed) told[lane]?.push(id)
      onTokens?.(renamed)
    }
    const { ms } = await engine.generate(own, { ...options, maxTokens: most, onTokens: take })
    spent.prefill += ms.prefill
    spent.decode += ms.decode
  }

  return {
    async goOn(engine) {
      // What nobody watched has told nothing, and a sum of log-probabilities needs all of its tokens: from the start.
      if (!onTokens || options.logProbs) return engine.generate(lanes, options)
      if (told.every(({ length }) => length === 0)) await write(engine, [...lanes.keys()], maxTokens)
      while (true) {
        const open = [...lanes.keys()].filter((lane) => room(lane) > 0)
        const most = Math.max(0, ...open.map(room))
        if (most === 0) break
        await write(
          engine,
          open.filter((lane) => room(lane) === most),
          most,
        )
      }
      const answers = told.map((ids): Generated => ({ ids, finished: isFinished(ids), logProb: 0 }))
      return { lanes: answers, ms: spent }
    },
  }
}
