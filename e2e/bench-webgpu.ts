import { launchChromium } from './chromium.ts'
import type { AgainstOrt } from './wgsl/against-ort.ts'
import type { WgslPage } from './wgsl/main.ts'
import { serveWgslPage } from './wgsl/serve.ts'

declare const wgsl: WgslPage

/**
 * The rows of `t2 bench --rows webgpu`, measured in a Chromium and printed as JSON. A process of its own, so that the command
 * line needs no browser.
 */
try {
  process.stdout.write(JSON.stringify([await againstOrtRow()]))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function againstOrtRow() {
  const server = await serveWgslPage()
  const browser = await launchChromium({ webgpu: true })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await page.goto(server.url)
    await page.waitForFunction(() => Object.hasOwn(globalThis, 'wgsl'))
    const measured: AgainstOrt = await page.evaluate(() => wgsl.measureAgainstOrt())
    const { adapter, layers, tokens, oursMs, peerMs, logitError, sameTokens } = measured
    return {
      name: '1 factored lane on WebGPU',
      ours: 1000 / oursMs,
      peer: 1000 / peerMs,
      peerName: "dense, onnxruntime-web's WebGPU provider",
      unit: 'tokens/s',
      ratio: peerMs / oursMs,
      note: `${adapter}; ${layers} layers of SmolLM2-135M's shape, decoding alone; logits of both differ by at most ${logitError.toExponential(1)}, ${sameTokens} of ${tokens} greedy tokens the same`,
    }
  } finally {
    await browser.close()
    await server.close()
  }
}
