import { launchChromium } from './chromium.ts'
import { expect, test } from './fixtures.ts'
import { Playground } from './playground.ts'

const PROMPTS = [
  'what is 2 plus 3 ?',
  'sam has 9 boxes with 2 balls each . how many balls ?',
  'reverse the list 4 7 1',
  'tom is older than ann . who is younger ?',
  'hello there',
]
const ALPHAS = ['math:1,code:0,reasoning:0', 'math:0.5,code:-0.5,reasoning:1.5']

async function answers(playground: Playground): Promise<string[]> {
  const found: string[] = []
  for (const alpha of ALPHAS) {
    await playground.page.goto('about:blank')
    await playground.open(`#v=1&alpha=${alpha}`)
    for (const prompt of PROMPTS) {
      await playground.ask(prompt)
      found.push(await playground.answer('Base output'), await playground.answer('Adapted output'))
    }
  }
  return found
}

test('WebGPU and the CPU write the same greedy tokens into the page', async ({ playground, site }) => {
  test.setTimeout(240_000)
  const onGpu = await answers(playground)
  await expect(playground.region('Engine')).toContainText('WebGPU:')
  const plain = await launchChromium({ webgpu: false })
  try {
    const onCpu = new Playground(await plain.newPage(), site)
    expect(await answers(onCpu)).toEqual(onGpu)
    await expect(onCpu.region('Engine')).toContainText('CPU (WebAssembly)')
  } finally {
    await plain.close()
  }
})
