import { describe, expect, it } from 'vitest'
import { baseScales } from '../../core/mixing.ts'
import { idleDevice } from '../../engine/device-owner/idle-device.fixture.ts'
import type { Engine } from '../../engine/engine.ts'
import { referenceLogits } from '../../engine/reference.ts'
import type { FactoredLinear, FactoredModel } from '../../model/factored-model.ts'
import type { ModuleKind } from '../../model/llama-config.ts'
import { toFloat32 } from '../../model/stored-array.ts'
import { SMALL_TOKENIZER, smallModel } from '../../train/small-world.fixture.ts'
import { createModelSlot } from '../open-model.ts'
import type { OpenedModel } from '../protocol.ts'
import { components } from './components.ts'

const TOKEN = 42
const PLACE = 2

function context(model: FactoredModel, signal = new AbortController().signal) {
  const slot = createModelSlot()
  const runtime = { model, tokenizer: SMALL_TOKENIZER, engine: {} as Engine, experts: new Map() }
  slot.put({ runtime, device: idleDevice(runtime.engine), opened: {} as OpenedModel, checkpoint: null })
  return { slot, signal, emit: () => {} }
}

const linearOf = (model: FactoredModel, layer: number, kind: ModuleKind) =>
  model.adapted.find((linear) => linear.layer === layer && linear.kind === kind)!

/** Makes one column of U or V the direction of a token's embedding behind a norm's weight; the token is a loud one. */
function plant(model: FactoredModel, { u, v, rank }: FactoredLinear, which: 'u' | 'v', gain: Float32Array) {
  const hidden = gain.length
  const row = toFloat32(model.embedding).subarray(TOKEN * hidden, (TOKEN + 1) * hidden)
  for (let i = 0; i < hidden; i++) row[i]! *= 4
  const direction = row.map((value, i) => value * gain[i]!)
  const size = Math.hypot(...direction)
  const { data } = which === 'u' ? u : v
  direction.forEach((value, i) => {
    data[i * rank + PLACE] = value / size
  })
}

describe('components in tokens', () => {
  it.each<ModuleKind>(['q', 'k', 'v', 'gate', 'up'])(
    'finds the token that %s was planted to read',
    async (kind) => {
      const model = smallModel(6)
      const linear = linearOf(model, 0, kind)
      const { inputNorm, postAttentionNorm } = model.blocks[0]!
      plant(model, linear, 'v', kind === 'gate' || kind === 'up' ? postAttentionNorm : inputNorm)
      const request = { matrix: linear.name, indices: [0, PLACE], tokens: 3 }
      const { components: found } = await components(request, context(model))
      expect(found.map(({ index }) => index)).toEqual([0, PLACE])
      const [other, planted] = found
      expect(planted!.reads!.most[0]).toMatchObject({ id: TOKEN, text: SMALL_TOKENIZER.pieces([TOKEN])[0] })
      expect(planted!.reads!.most[0]!.score).toBeCloseTo(1, 6)
      expect(other!.reads!.most[0]!.score).toBeLessThan(0.999)
      expect(planted!.reads!.least[0]!.score).toBeLessThan(0)
      expect(planted!.writes).toBeNull()
    },
  )

  it.each<ModuleKind>(['o', 'down'])('finds the token that %s was planted to write', async (kind) => {
    const model = smallModel(7)
    const linear = linearOf(model, 1, kind)
    plant(model, linear, 'u', model.finalNorm)
    const request = { matrix: linear.name, indices: [PLACE], tokens: 4 }
    const { components: found } = await components(request, context(model))
    expect(found[0]!.reads).toBeNull()
    expect(found[0]!.writes!.most[0]!.id).toBe(TOKEN)
  })

  it('moves the logits as it says, up to one factor and what all logits share, in the last layer', async () => {
    const model = smallModel(8)
    const linear = linearOf(model, 1, 'down')
    const vocab = model.config.vocab_size
    const request = { matrix: linear.name, indices: [PLACE], tokens: 20 }
    const { components: found } = await components(request, context(model))
    const { most, least } = found[0]!.writes!

    const logitsAt = (step: number) => {
      const scales = Float64Array.from(baseScales(model.adapted))
      scales[linear.scaleOffset + PLACE]! += step
      return referenceLogits(model, scales, [7, 5, 9]).at(-1)!
    }
    const [up, down, middle] = [logitsAt(1e-4), logitsAt(-1e-4), logitsAt(0)]
    const slope = up.map((value, i) => value - down[i]!)
    // The norm in front of the logits also shrinks all of them together as the residual grows: that is not the direct path.
    const [known, wanted] = [new Float64Array(vocab), [...most, ...least]]
    const centred = (values: Float64Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / vocab
      return values.map((value) => value - mean)
    }
    const [change, size] = [centred(slope), centred(middle)]
    for (const { id, score } of wanted) known[id] = score
    const [a, b] = solve(wanted.map(({ id }) => [known[id]!, size[id]!, change[id]!]))
    expect(Math.abs(a)).toBeGreaterThan(0)
    for (const { id, score } of wanted) expect(a * score + b * size[id]!).toBeCloseTo(change[id]!, 8)
  })

  it('refuses modules and components that are not there', async () => {
    const model = smallModel(6)
    const { name, rank } = model.adapted[0]!
    for (const request of [
      { matrix: 'model.layers.9.mlp.up_proj.weight', indices: [0], tokens: 3 },
      { matrix: name, indices: [rank], tokens: 3 },
      { matrix: name, indices: [-1], tokens: 3 },
      { matrix: name, indices: [0], tokens: 0 },
    ]) {
      await expect(components(request, context(model))).rejects.toMatchObject({ code: 'bad-input' })
    }
  })
})

/** Least squares of `a x + b y = z`. */
function solve(rows: readonly (readonly number[])[]): readonly [number, number] {
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0]
  for (const [x = 0, y = 0, z = 0] of rows) {
    xx += x * x
    xy += x * y
    yy += y * y
    xz += x * z
    yz += y * z
  }
  const determinant = xx * yy - xy * xy
  return [(xz * yy - yz * xy) / determinant, (xx * yz - xy * xz) / determinant]
}
