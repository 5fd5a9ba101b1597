import { expect, it } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { smallTokenizerFiles } from '../model/small-tokenizer.fixture.ts'
import { createTokenizer } from '../model/tokenizer.ts'
import { startModel } from './start-model.ts'

it('hears of a cancellation that came while the engine kept the thread busy, and lets go of the engine', async () => {
  const abort = new AbortController()
  let isDisposed = false
  const engine = {
    description: { backend: 'wasm', device: 'a CPU' },
    dispose: () => {
      isDisposed = true
    },
  } as unknown as Engine
  const { tokenizerJson, tokenizerConfig } = smallTokenizerFiles()
  const starting = startModel(
    {
      ...{ model: randomModel(SMALL_CONFIG, 1), tokenizer: createTokenizer(tokenizerJson, tokenizerConfig) },
      ...{ checkpoint: null, name: 'small', experts: new Map() },
      source: { kind: 'bundle', url: 'https://models.example/' },
    },
    'wasm',
    {
      signal: abort.signal,
      onPhase: () => undefined,
      loaders: {
        webgpu: () => Promise.reject(new Error('not asked for')),
        selfTest: () => Promise.reject(new Error('not asked for')),
        wasm: async () => {
          // Like the page's message, which waits in the queue of a thread that compiles.
          setTimeout(() => abort.abort(), 0)
          return engine
        },
      },
    },
  )
  await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
  expect(isDisposed).toBe(true)
})
