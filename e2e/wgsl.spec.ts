import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { createServer } from 'vite'
import { baseScales, mixScales } from '../src/core/mixing.ts'
import { createNodeEngine } from '../src/engine/ort/node.ts'
import { readBundle } from '../src/model/bundle.ts'
import { readExpert } from '../src/model/expert-file.ts'
import { testItems } from '../src/tasks/families.ts'
import { FAMILIES } from '../src/tasks/task-item.ts'
import { test as base, expect } from './fixtures.ts'
import { ENGINE_CHECKS, KERNEL_CASES, MODEL_CASES, MODEL_CHECKS } from './wgsl/cases.ts'
import type { WgslPage } from './wgsl/main.ts'

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
      const server = await createServer({
        root: ROOT,
        configFile: false,
        cacheDir: resolve(ROOT, 'node_modules/.cache/vite-wgsl'),
        server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
        optimizeDeps: { noDiscovery: true },
        logLevel: 'error',
      })
      await server.listen()
      const page = await browser.newPage()
      await page.goto(`${server.resolvedUrls?.local[0]}e2e/wgsl/index.html`)
      await page.waitForFunction(() => Object.hasOwn(globalThis, 'wgsl'))
      await use(page)
      await page.close()
      await server.close()
    },
    { scope: 'worker' },
  ],
})

test.describe('kernels against float64', () => {
  for (const options of KERNEL_CASES) {
    const { kernel, ...rest } = options
    test(`${kernel} ${JSON.stringify(rest).replaceAll('"', '')}`, async ({ wgslPage }) => {
      const error = await wgslPage.evaluate((chosen) => wgsl.kernelError(chosen), options)
      expect(error).toBeLessThanOrEqual(KERNEL_TOLERANCE)
    })
  }
})

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

test.describe('the embedded model, WebGPU against onnxruntime on 56 prompts of all families', () => {
  test.setTimeout(180_000)
  for (const expert of [null, 'math', 'reasoning'] as const) {
    test(`logits within ${TRAINED_TOLERANCE}, equal greedy tokens: ${expert ?? 'base'}`, async ({
      wgslPage,
    }) => {
      const folder = resolve(ROOT, 'public/models/tiny')
      const { model, tokenizer } = await readBundle((path) => readFile(resolve(folder, path)))
      const z =
        expert &&
        readExpert(await readFile(resolve(folder, `experts/${expert}.safetensors`)), model.adapted, expert).z
      const scales = z ? mixScales(model.adapted, [{ z, alpha: 1 }], 'blend') : baseScales(model.adapted)
      const prompts = FAMILIES.flatMap((family) =>
        testItems(family, 8, 31).map(({ prompt }) => tokenizer.promptIds(prompt)),
      )
      const request = { prompts, maxTokens: 28, stopIds: [...tokenizer.stopIds] }
      const onGpu = await wgslPage.evaluate((chosen) => wgsl.runTrained(chosen), {
        ...request,
        scales: Array.from(scales),
      })
      const engine = await createNodeEngine(model, { threads: 1 })
      const lanes = prompts.map((ids) => ({ ids, scales }))
      const expected = await engine.logits(lanes)
      const { lanes: answers } = await engine.generate(lanes, request)
      engine.dispose()
      const worst = Math.max(
        ...expected.map((row, lane) =>
          Math.max(...row.map((logit, id) => Math.abs(logit - onGpu.logits[lane]![id]!))),
        ),
      )
      test.info().annotations.push({ type: 'worst logit error', description: worst.toExponential(1) })
      expect(worst).toBeLessThan(TRAINED_TOLERANCE)
      expect(onGpu.greedy).toEqual(answers.map(({ ids }) => ids))
    })
  }
})
