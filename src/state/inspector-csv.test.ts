import { describe, expect, it } from 'vitest'
import { componentsCsv, curvesCsv, matricesCsv, spectrumCsv } from './inspector-csv.ts'
import { furthestChange, isNormalised, matrixRows, matrixSpectra, wholeOf } from './inspector-spectrum.ts'
import { madeUpComponents, madeUpSpectra } from './testing/made-up-spectra.ts'

const spectra = madeUpSpectra({
  subjects: [
    { kind: 'expert', name: 'math' },
    { kind: 'expert', name: 'reasoning' },
  ],
})
const parts = matrixSpectra(spectra)
const cells = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

describe('tables of the inspector as CSV', () => {
  it('has a line for each matrix, with the change that its z makes', () => {
    const rows = matrixRows(parts)
    const [head, ...lines] = cells(matricesCsv(['math', 'reasoning'], rows))
    expect(lines).toHaveLength(14)
    const at = (name: string) => Number(lines[3]![head!.indexOf(name)])
    const { sigma, z } = parts[3]!
    const moved = Math.hypot(...sigma.map((s, i) => s * (z[1]![i]! - 1)))
    expect(at('change reasoning')).toBeCloseTo(moved / Math.hypot(...sigma), 6)
    expect(at('least z math')).toBe(Math.min(...z[0]!))
    expect(at('greatest z math')).toBe(Math.max(...z[0]!))
    expect(at('cosine')).toBe(rows[3]!.likeness!.cosine)
    expect(
      cells(matricesCsv(['math'], matrixRows(matrixSpectra({ ...spectra, z: [spectra.z[0]!] }))))[0],
    ).not.toContain('cosine')
  })

  it('has a line for each singular value', () => {
    const [head, ...lines] = cells(spectrumCsv(['math', 'reasoning'], parts[1]!))
    expect(head).toEqual(['component', 'sigma', 'z math', 'sigma z math', 'z reasoning', 'sigma z reasoning'])
    expect(lines).toHaveLength(6)
    expect(lines[2]!.map(Number).slice(0, 3)).toEqual([3, parts[1]!.sigma[2], parts[1]!.z[0]![2]])
    expect(Number(lines[2]![3])).toBeCloseTo(parts[1]!.sigma[2]! * parts[1]!.z[0]![2]!, 6)
  })

  it('names tokens with their scores', () => {
    const { components } = madeUpComponents({ matrix: 'up', indices: [4, 1], tokens: 1 })
    const tokens = new Map([[4, components[0]!]])
    const [, ...lines] = cells(componentsCsv(parts[0]!, [4, 1], tokens))
    expect(lines[0]!.slice(4)).toEqual(['up 4 0.900', 'none -0.500', '', ''])
    expect(lines[1]!.slice(4)).toEqual(['', '', '', ''])
    expect(lines[0]![0]).toBe('5')
    const [least] = components[0]!.reads!.least
    const bytes = [{ ...least!, id: 7, text: '\uFFFD' }]
    const byteTokens = new Map([[4, { ...components[0]!, reads: { most: bytes, least: [] } }]])
    expect(cells(componentsCsv(parts[0]!, [4], byteTokens))[1]![4]).toBe('#7 -0.500')
  })
})

describe('the whole of two experts', () => {
  it('takes all matrices as one', () => {
    const { changes, likeness } = wholeOf(spectra)
    const { sigma, z } = spectra
    const moved = Math.hypot(...sigma.map((s, i) => s * (z[0]![i]! - 1)))
    expect(changes[0]).toBeCloseTo(moved / Math.hypot(...sigma), 6)
    expect(likeness!.cosine).toBeLessThan(1)
    expect(furthestChange(spectra)).toBeCloseTo(
      Math.max(...z.flatMap((own) => [...own].map((v) => Math.abs(v - 1)))),
      6,
    )
  })
})

it('knows an expert that blend would rescale', () => {
  expect(isNormalised(parts, 0)).toBe(false)
  const [part] = parts
  const whole = part!.sigma.reduce((sum, s) => sum + s, 0)
  const scaled = part!.sigma.reduce((sum, s, i) => sum + s * part!.z[0]![i]!, 0)
  const z = [part!.z[0]!.map((value) => (value * whole) / scaled)]
  expect(isNormalised([{ ...part!, z }], 0)).toBe(true)
})

it('writes the curves of a drawing side by side, as they are drawn', () => {
  const csv = curvesCsv([
    { key: 'gain', values: [1, 0.5, 0.25] },
    { key: 'drawn', values: Float32Array.of(1, 2) },
  ])
  expect(csv).toBe('component,gain,drawn\n1,1,1\n2,0.5,2\n3,0.25,\n')
})

it('keeps the vectors of matrices that have not changed', () => {
  const moved = { ...spectra, z: spectra.z.map((own) => own.slice()) }
  moved.z[1]![2] = 7
  const now = matrixSpectra(moved, parts)
  expect(now[0]!.z[0]).toBe(parts[0]!.z[0])
  expect(now[0]!.z[1]![2]).toBe(7)
  expect(now[5]!.z[1]).toBe(parts[5]!.z[1])
  expect(now[5]!.sigma).toBe(parts[5]!.sigma)
})
