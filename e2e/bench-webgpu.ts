import { launchChromium } from './chromium.ts'
import type { AgainstMerged } from './wgsl/against-merged.ts'
import type { AgainstOrt } from './wgsl/against-ort.ts'
import type { WgslPage } from './wgsl/main.ts'
import { serveWgslPage } from './wgsl/serve.ts'

declare const wgsl: WgslPage

const NAME = '1 factored lane on WebGPU'

/**
 * The rows of `t2 bench --rows webgpu`, measured in a Chromium and printed as JSON. A process of its own, so that the command
 * line needs no browser.
 */
try {
  process.stdout.write(JSON.stringify(await rows()))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function rows() {
  const server = await serveWgslPage()
  const browser = await launchChromium({ webgpu: true })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await page.goto(server.url)
    await page.waitForFunction(() => Object.hasOwn(globalThis, 'wgsl'))
    return [
      againstOrtRow(await page.evaluate(() => wgsl.measureAgainstOrt())),
      againstMergedRow(await page.evaluate(() => wgsl.measureAgainstMerged())),
    ]
  } finally {
    await browser.close()
    await server.close()
  }
}

function againstOrtRow({ adapter, layers, tokens, oursMs, peerMs, logitError, sameTokens }: AgainstOrt) {
  return {
    name: NAME,
    ours: 1000 / oursMs,
    peer: 1000 / peerMs,
    peerName: "dense, onnxruntime-web's WebGPU provider",
    unit: 'tokens/s',
    ratio: peerMs / oursMs,
    note: `${adapter}; ${layers} layers of SmolLM2-135M's shape, decoding alone; logits of both differ by at most ${logitError.toExponential(1)}, ${sameTokens} of ${tokens} greedy tokens the same`,
  }
}

/** Says from how many tokens on it would pay to multiply a settled mix out. */
function againstMergedRow(measured: AgainstMerged) {
  const { adapter, layers, tokens, oursMs, mergedMs, mergeMs, sameTokens } = measured
  const saved = oursMs - mergedMs
  const pays = saved > 0 ? `${Math.ceil(mergeMs / saved)} tokens pay for it` : 'it never pays'
  return {
    name: NAME,
    ours: 1000 / oursMs,
    peer: 1000 / mergedMs,
    peerName: 'the same mix merged into dense weights, same engine',
    unit: 'tokens/s',
    ratio: mergedMs / oursMs,
    note: `${adapter}; ${layers} layers of SmolLM2-135M's shape, decoding alone, ${sameTokens} of ${tokens} greedy tokens the same; merging takes ${(mergeMs / 1000).toFixed(1)} s on the processor: ${pays}`,
  }
}
