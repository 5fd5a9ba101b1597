import { defineConfig } from '@playwright/test'

/** One worker: several browsers at once lose the WebGPU instance, and two cores carry one anyway. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/journeys',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { viewport: { width: 1280, height: 900 }, trace: 'off', screenshot: 'only-on-failure' },
})
