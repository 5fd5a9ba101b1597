import { expect, it } from 'vitest'
import { askedByLink } from './asked-model.ts'
import { modelNameOf } from './model-name.ts'

const EMBEDDED = 'https://page.example/models/tiny/'
const HUB = { kind: 'hub', repo: 'somebody/small' } as const

it('a link asks for a model only where another one is open', () => {
  const name = modelNameOf(HUB, EMBEDDED)
  const state = { model: name, prompt: 'lena has' }
  expect(askedByLink(state, EMBEDDED)).toMatchObject({ asked: { source: HUB, name }, now: {} })
  expect(askedByLink(state, EMBEDDED, name)).toEqual({ asked: null, now: state, problems: [] })
  const embedded = { model: 'tiny', prompt: 'lena has' }
  for (const own of [embedded, { prompt: 'lena has' }])
    expect(askedByLink(own, EMBEDDED)).toEqual({ asked: null, now: own, problems: [] })
  expect(askedByLink(embedded, EMBEDDED, name)).toMatchObject({ asked: { name: 'tiny' }, now: {} })
  // One address may be written in two ways.
  const bundle = { ...state, model: 'https://other.example/models/small' }
  expect(askedByLink(bundle, EMBEDDED, `${bundle.model}/`)).toMatchObject({ asked: null, now: bundle })
})
