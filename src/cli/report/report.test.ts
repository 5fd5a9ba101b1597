import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isFile } from '../files.ts'
import { pairedDifference } from './measure-dispatch.ts'
import { readResults } from './result-files.ts'
import type { AgreementResults, Cell } from './results.ts'
import { resultsMarkdown } from './results-markdown.ts'

const path = (relative: string): string => fileURLToPath(new URL(`../../../${relative}`, import.meta.url))
const ORIGIN = { command: 't2 report --x', date: '2026-01-02T03:04:05Z', seed: 7 }
const cell = (correct: number): Cell => ({ items: 10, correct, accuracy: correct / 10, interval: [0.1, 0.9] })

describe('resultsMarkdown', () => {
  it('says what the files say: gains, losses, and how each number was made', () => {
    const text = resultsMarkdown({
      table: {
        ...ORIGIN,
        items: 10,
        rows: [
          { name: 'base', cells: { math: cell(4), code: cell(5) } },
          { name: 'math', cells: { math: cell(9), code: cell(3) } },
        ],
      },
    })
    expect(text).toContain('| math | 90.0 [10.0, 90.0] | 30.0 [10.0, 90.0] | – |')
    expect(text).toContain('math +50.0, code −20.0')
    expect(text).toContain('Made by `t2 report --x` on 2026-01-02.')
    expect(text).not.toContain('Confusion')
  })

  it('says of SmolLM2 what z_c and each expert gain, with intervals', () => {
    const text = resultsMarkdown({
      smollm2: {
        dispatch: {
          ...ORIGIN,
          items: 10,
          dispatch: { prompt: cell(5), classifier: cell(9) },
          difference: { mean: 0.4, interval: [0.1, 0.7], onlyPrompt: 0, onlyClassifier: 4 },
        },
        table: {
          ...ORIGIN,
          items: 10,
          rows: [
            { name: 'base', cells: { 'chat-code': cell(4) } },
            { name: 'code', cells: { 'chat-code': cell(3) } },
          ],
          gains: [{ family: 'chat-code', expert: 'code', mean: -0.1, interval: [-0.3, 0.1] }],
        },
      },
    })
    expect(text).toContain('## SmolLM2-135M-Instruct')
    expect(text).toContain('+40.0 points [+10.0, +70.0]: only z_c was right 4 times')
    expect(text).toContain('| code | 30.0 [10.0, 90.0] |')
    expect(text).toContain('**code** on chat-code: −10.0 points [−30.0, +10.0]')
    expect(text).not.toContain('### Training')
    expect(text).not.toContain('### Numbers that agree')
  })

  it('says how far each backend is from an independent implementation, and where its text differs', () => {
    const webgpu: AgreementResults = {
      ...ORIGIN,
      ...{ device: 'a GPU', stored: 'F16', cases: 40, greedySame: 39, greedyAgrees: true },
      ...{ worstLogitError: 0.171, worstLogProbError: 0.0343 },
    }
    const node: AgreementResults = {
      ...webgpu,
      device: 'a CPU',
      stored: 'F32',
      greedyAgrees: false,
      worstSlopeError: 1e-5,
    }
    const text = resultsMarkdown({ smollm2: { agreements: [node, webgpu, { ...webgpu, stored: 'I8' }] } })
    expect(text).toContain('| a GPU | float16 | 1.7e-1 | 3.4e-2 | – | 39 of 40 |')
    expect(text).toContain('| a GPU | int8 | 1.7e-1 |')
    expect(text).toContain('| a CPU | float32 | 1.7e-1 | 3.4e-2 | 1.0e-5 | 39 of 40, others differ |')
  })

  it('is what is committed in docs/RESULTS.md', async () => {
    const results = await readResults(path('public/results'))
    // Before the first report there is neither, and one without the other would be stale.
    const document = (await isFile(path('docs/RESULTS.md')))
      ? await readFile(path('docs/RESULTS.md'), 'utf8')
      : ''
    const expected = Object.keys(results).length === 0 ? '' : resultsMarkdown(results)
    expect(document).toBe(expected)
  })
})

describe('pairedDifference', () => {
  it('counts the pairs in which only one was right', () => {
    const a = [true, true, false, false, false, false]
    const b = [true, false, true, true, true, false]
    const { mean, interval, onlyPrompt, onlyClassifier } = pairedDifference(a, b)
    expect(mean).toBeCloseTo(2 / 6, 9)
    expect([onlyPrompt, onlyClassifier]).toEqual([1, 3])
    expect(interval[0]).toBeLessThan(mean)
    expect(interval[1] - mean).toBeCloseTo(mean - interval[0], 9)
  })
})
