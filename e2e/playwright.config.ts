import { defineConfig } from '@playwright/test'
import type { BrowserKind } from './fixtures.ts'

/**
 * Every journey runs twice: in a Chromium with WebGPU and in one without, where the page runs on the CPU; the
 * results, which no engine computes, only there.
 * One worker: several browsers at once lose the WebGPU instance, and two cores carry one anyway.
 */
export default defineConfig<object, BrowserKind>({
  testDir: '.',
  outputDir: '../test-results/journeys',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { viewport: { width: 1280, height: 900 }, screenshot: 'only-on-failure' },
  projects: [
    { name: 'webgpu', use: { webgpu: true }, testIgnore: 'journeys/results.spec.ts' },
    {
      name: 'cpu',
      use: { webgpu: false },
      testMatch: 'journeys/**',
      // A training runs on the CPU in either browser.
      testIgnore: 'journeys/training.spec.ts',
    },
  ],
})
