import { describe, expect, it } from 'vitest'
import { experimentCsv } from './experiment-csv.ts'
import { MADE_UP_BARS, MADE_UP_EXPERIMENT } from './testing/made-up-experiment.ts'

describe('experimentCsv', () => {
  it('has a line for every measured number, ours and the paper’s', () => {
    const lines = experimentCsv(MADE_UP_EXPERIMENT).trimEnd().split('\n')
    expect(lines[0]).toBe('source,table,row,column,unit,value,low,high,runs')
    expect(lines).toHaveLength(1 + 8 + 2)
    expect(lines[1]).toBe('ours,Accuracy of nothing real,base,math,percent,0.5,0.4,0.6,')
    expect(lines.at(-1)).toBe('paper,"Table 1, a large model",SVF,GSM8K,percent,0.8,,,')
  })

  it('quotes what would break a line, and disarms what a spreadsheet would run', () => {
    const rows = [{ name: '=HYPERLINK("x")', cells: [{ value: -1 }, null, null] }]
    const csv = experimentCsv({ ...MADE_UP_EXPERIMENT, tables: [{ ...MADE_UP_BARS, rows }], paper: [] })
    expect(csv.split('\n')[1]).toBe(`ours,Accuracy of nothing real,"'=HYPERLINK(""x"")",numbers,number,-1,,,`)
  })

  it.each(['=1+1', '+1+1', '-2+3', '@sum', '\tx'])('disarms the name %j', (name) => {
    const rows = [{ name, cells: [{ value: 1 }, null, null] }]
    const csv = experimentCsv({ ...MADE_UP_EXPERIMENT, tables: [{ ...MADE_UP_BARS, rows }], paper: [] })
    expect(csv.split('\n')[1]).toBe(`ours,Accuracy of nothing real,'${name},numbers,number,1,,,`)
  })
})
