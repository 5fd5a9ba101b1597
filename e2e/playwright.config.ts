import { defineConfig } from '@playwright/test'
import type { BrowserKind } from './fixtures.ts'

/** What no engine has a part in: it is the same page in every browser, and opens sooner without WebGPU. */
const WITHOUT_ENGINE = [
  'results',
  'accessibility',
  'downloads',
  'kept',
  'link',
  'open-model',
  'lessons',
  'language',
  'german-errors',
  'offline',
  'tour',
]
/**
 * Long, and driven through the engine's one interface: once is enough, in the browser that is sooner done with it.
 * e2e/wgsl.spec.ts holds WebGPU against the same numbers.
 */
const ONCE_ON_CPU = [
  'rendering',
  'charts',
  'training',
  'silent-worker',
  'few-shot',
  'confusion',
  'inspector',
  'lens',
  'sweep',
]
/** What is measured in milliseconds has the machine to itself. */
const ALONE = ['dragging']
const ONCE_ON_WEBGPU = ['device']
/** Of those without an engine, what follows in the process that has less to do (BROWSER_GROUPS). */
const AFTER_WEBGPU = ['results', 'kept']

const journeys = (names: readonly string[]) => names.map((name) => `journeys/${name}.spec.ts`)

/**
 * A journey on which an engine answers runs twice: in a Chromium with WebGPU and in one without, where the page runs on
 * the CPU. One worker: several browsers at once lose the WebGPU instance. `npm test` runs two processes side by side.
 */
export default defineConfig<object, BrowserKind>({
  testDir: '.',
  outputDir: '../test-results/journeys',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A browser on a busy machine loses a connection or a graphics process at times; `npm test` names what was tried again.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  // Only what is about a visit without a network has the page kept: it would be fetched again for every test.
  use: { viewport: { width: 1280, height: 900 }, screenshot: 'only-on-failure', serviceWorkers: 'block' },
  projects: [
    { name: 'alone', use: { webgpu: true }, testMatch: journeys(ALONE) },
    {
      name: 'webgpu',
      use: { webgpu: true },
      testIgnore: journeys([...WITHOUT_ENGINE, ...ONCE_ON_CPU, ...ALONE]),
    },
    {
      name: 'cpu',
      use: { webgpu: false },
      testMatch: 'journeys/**',
      testIgnore: journeys([...ONCE_ON_WEBGPU, ...ALONE, ...AFTER_WEBGPU]),
    },
    { name: 'pages', use: { webgpu: false }, testMatch: journeys(AFTER_WEBGPU) },
  ],
})
