import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { writeExpert } from '../model/expert-file.ts'
import { randomModel } from '../model/random-model.ts'
import { SMALL_CONFIG } from '../model/small-config.fixture.ts'
import { fetchKnownExperts } from './fetch-known-experts.ts'
import { knownModel } from './known-experts.ts'

const SMOLLM2 = {
  ...SMALL_CONFIG,
  ...{ vocab_size: 49_152, hidden_size: 576, intermediate_size: 1536, num_hidden_layers: 30 },
  ...{ num_attention_heads: 9, num_key_value_heads: 3, head_dim: 64 },
  ...{ max_position_embeddings: 8192, rope_theta: 100_000 },
}

describe('knownModel', () => {
  it('knows SmolLM2-135M-Instruct by its config and its chat form, whatever its file was called', () => {
    expect(knownModel({ config: SMOLLM2, form: 'chat' })?.folder).toBe('smollm2-135m-instruct')
  })

  it.each([
    ['a model without a chat template', SMOLLM2, 'plain'],
    ['an earlier model of the same shapes', { ...SMOLLM2, rope_theta: 10_000 }, 'chat'],
    ['any other model', SMALL_CONFIG, 'chat'],
  ] as const)('offers nothing to %s', (_, config, form) => {
    expect(knownModel({ config, form })).toBeNull()
  })
})

describe('fetchKnownExperts', () => {
  const { adapted } = randomModel(SMALL_CONFIG, 1)
  const model = { config: SMOLLM2, adapted }
  const home = 'https://page.example/models/'
  const z = new Map(adapted.map(({ name, rank }) => [name, new Float32Array(rank).fill(1.5)]))
  const bytes = writeExpert({ name: 'reasoning', z, provenance: {} })
  const entry = { name: 'reasoning', bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }
  const served = (input: URL | RequestInfo): Response => {
    const path = new URL(String(input)).pathname.replace('/models/smollm2-135m-instruct/experts/', '')
    if (path === 'index.json') return Response.json({ experts: [entry] })
    return path === 'reasoning.safetensors' ? new Response(bytes.slice()) : new Response('', { status: 404 })
  }
  const wait = () => Promise.resolve()

  it('brings those of the page, and without a network what the browser’s cache has of them', async () => {
    const online = async (input: URL | RequestInfo) => served(input)
    const offline = async (input: URL | RequestInfo, init?: RequestInit) => {
      if (init?.cache === 'force-cache') return served(input)
      throw new TypeError('Failed to fetch')
    }
    for (const fetch of [online, offline] as (typeof globalThis.fetch)[]) {
      const found = await fetchKnownExperts(model, 'chat', home, { fetch, wait })
      expect(found?.trainedFor).toBe('SmolLM2-135M-Instruct')
      expect([...(found?.experts.keys() ?? [])]).toEqual(['reasoning'])
    }
  })

  it('is no reason not to open a model', async () => {
    const caches: (string | undefined)[] = []
    const fetch = (async (_: URL | RequestInfo, init?: RequestInit) => {
      caches.push(init?.cache)
      return new Response('', { status: 404 })
    }) as typeof globalThis.fetch
    expect(await fetchKnownExperts(model, 'chat', home, { fetch, wait })).toBeNull()
    // A server that answers is believed, and not what a cache has of it.
    expect(caches).not.toContain('force-cache')
  })
})
