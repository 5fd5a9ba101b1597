import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { baseScales, mixScales } from '../src/core/mixing.ts'
import { createNodeEngine } from '../src/engine/ort/node.ts'
import { partingMargin } from '../src/engine/parting.fixture.ts'
import { readBundle } from '../src/model/bundle.ts'
import { readExpert } from '../src/model/expert-file.ts'
import type { FactoredModel } from '../src/model/factored-model.ts'
import { readEncoder } from '../src/model/vision/encoder-file.ts'
import { type PromptLane, picturePrompt } from '../src/model/vision/picture-prompt.ts'
import { testItems } from '../src/tasks/families.ts'
import { picturedItems } from '../src/tasks/pictures/pictured-families.ts'
import { VISION_FAMILIES } from '../src/tasks/pictures/pictured-item.ts'
import { FAMILIES } from '../src/tasks/task-item.ts'
import { test as base, expect } from './fixtures.ts'
import {
  ENGINE_CHECKS,
  FOURS_CASES,
  KERNEL_CASES,
  MODEL_CASES,
  MODEL_CHECKS,
  SHARED_CASES,
} from './wgsl/cases.ts'
import type { WgslPage } from './wgsl/main.ts'
import { serveWgslPage } from './wgsl/serve.ts'

declare const wgsl: WgslPage

/*
 * The WebGPU engine in a real browser: every kernel and whole random models against float64. The checks run in
 * e2e/wgsl/index.html, one page for all of them, since compiling the kernels takes longer than most checks.
 */

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Float32 sums of up to a hundred terms against float64, relative to the sizes of the terms. */
const KERNEL_TOLERANCE = 5e-6

const test = base.extend<object, { readonly wgslPage: Page }>({
  wgslPage: [
    async ({ browser }, use) => {
      const server = await serveWgslPage()
      const page = await browser.newPage()
      await page.goto(server.url)
      await page.waitForFunction(() => Object.hasOwn(globalThis, 'wgsl'))
      await use(page)
      await page.close()
      await server.close()
    },
    { scope: 'worker' },
  ],
})

for (const [division, cases] of [
  ['alone', KERNEL_CASES],
  ['together', SHARED_CASES],
  ['fours', FOURS_CASES],
] as const) {
  test.describe(`kernels against float64, ${division}`, () => {
    for (const options of cases) {
      const { kernel, ...rest } = options
      test(`${kernel} ${JSON.stringify(rest).replaceAll('"', '')}`, async ({ wgslPage }) => {
        const error = await wgslPage.evaluate(([chosen, dealt]) => wgsl.kernelError(chosen, dealt), [
          options,
          division,
        ] as const)
        expect(error).toBeLessThanOrEqual(KERNEL_TOLERANCE)
      })
    }
  })
}

for (const { name } of MODEL_CASES) {
  test.describe(`model with ${name}`, () => {
    for (const check of MODEL_CHECKS) {
      test(check, async ({ wgslPage }) => {
        await wgslPage.evaluate(([model, chosen]) => wgsl.checkModel(model, chosen), [name, check] as const)
      })
    }
  })
}

test.describe('engine', () => {
  for (const check of ENGINE_CHECKS) {
    test(check, async ({ wgslPage }) => {
      await wgslPage.evaluate((chosen) => wgsl.checkEngine(chosen), check)
    })
  }
})

/** WebGPU against onnxruntime, absolute, on logits between about −10 and 20. */
const TRAINED_TOLERANCE = 2e-4

const FOLDER = resolve(ROOT, 'public/models/tiny')
const embedded = () => readBundle((path) => readFile(resolve(FOLDER, path)))

async function scalesOf({ adapted }: FactoredModel, file: string | null): Promise<Float32Array> {
  if (file === null) return baseScales(adapted)
  const { z } = readExpert(await readFile(resolve(FOLDER, file)), adapted, file)
  return mixScales(adapted, [{ z, alpha: 1 }], 'blend')
}

/** Logits and greedy tokens of lanes that share their scales, in the page and here. */
async function compareEngines(
  page: Page,
  { model, tokenizer }: Awaited<ReturnType<typeof embedded>>,
  prompts: readonly PromptLane[],
  scales: Float32Array,
): Promise<void> {
  const options = { maxTokens: 28, stopIds: [...tokenizer.stopIds] }
  const onGpu = await page.evaluate((chosen) => wgsl.runTrained(chosen), {
    ...options,
    prompts: prompts.map(({ ids }) => ids),
    softs: prompts.map(({ soft }) => (soft ? Array.from(soft) : null)),
    scales: Array.from(scales),
  })
  const engine = await createNodeEngine(model, { threads: 1 })
  const lanes = prompts.map((prompt) => ({ ...prompt, scales }))
  const expected = await engine.logits(lanes)
  const { lanes: answers } = await engine.generate(lanes, options)
  engine.dispose()
  const worst = Math.max(
    ...expected.map((row, lane) =>
      Math.max(...row.map((logit, id) => Math.abs(logit - onGpu.logits[lane]![id]!))),
    ),
  )
  test.info().annotations.push({ type: 'worst logit error', description: worst.toExponential(1) })
  expect(worst).toBeLessThan(TRAINED_TOLERANCE)
  expect(onGpu.texts).toEqual(answers.map(({ ids }) => ids))
}

test.describe(`the embedded model, WebGPU against onnxruntime: logits within ${TRAINED_TOLERANCE}, equal greedy tokens`, () => {
  test.setTimeout(180_000)
  for (const expert of [null, 'math', 'reasoning'] as const) {
    test(`21 prompts of all families, ${expert ?? 'base'}`, async ({ wgslPage }) => {
      const bundle = await embedded()
      const scales = await scalesOf(bundle.model, expert && `experts/${expert}.safetensors`)
      const prompts = FAMILIES.flatMap((family) =>
        testItems(family, 3, 31).map(({ prompt }) => ({ ids: bundle.tokenizer.promptIds(prompt) })),
      )
      await compareEngines(wgslPage, bundle, prompts, scales)
    })
  }

  test('10 prompts sampled with one seed part only where two tokens lie within the tolerance, expert math', async ({
    wgslPage,
  }) => {
    const { model, tokenizer } = await embedded()
    const scales = await scalesOf(model, 'experts/math.safetensors')
    const prompts = FAMILIES.flatMap((family) => testItems(family, 2, 32))
      .slice(0, 10)
      .map(({ prompt }) => tokenizer.promptIds(prompt))
    const options = { maxTokens: 20, stopIds: [], temperature: 1, seed: 7 }
    const onGpu = await wgslPage.evaluate((chosen) => wgsl.runTrained(chosen), {
      ...{ ...options, prompts, softs: prompts.map(() => null), scales: Array.from(scales) },
    })
    const engine = await createNodeEngine(model, { threads: 1 })
    const lanes = prompts.map((ids) => ({ ids, scales }))
    const { lanes: written } = await engine.generate(lanes, options)
    for (const [index, lane] of lanes.entries()) {
      const margin = await partingMargin(engine, lane, options, written[index]!.ids, onGpu.texts[index]!)
      expect(margin).toBeLessThanOrEqual(2 * TRAINED_TOLERANCE)
    }
    engine.dispose()
  })

  test('10 pictures with their questions and 4 prompts without, expert vision', async ({ wgslPage }) => {
    const bundle = await embedded()
    const { model, tokenizer } = bundle
    const encoder = readEncoder(await readFile(resolve(FOLDER, 'vision/encoder.safetensors')), model)
    const pictured = VISION_FAMILIES.flatMap((family) => picturedItems(family, 5, 31)).map(
      ({ picture, prompt }) => picturePrompt({ model, tokenizer, encoder }, picture, prompt),
    )
    const plain = testItems('math', 4, 31).map(({ prompt }) => ({ ids: tokenizer.promptIds(prompt) }))
    const scales = await scalesOf(model, 'vision/vision.safetensors')
    // Mixed, so that lanes with and without soft tokens share a batch.
    const prompts = [...pictured.slice(0, 4), ...plain, ...pictured.slice(4)]
    await compareEngines(wgslPage, bundle, prompts, scales)
  })
})
