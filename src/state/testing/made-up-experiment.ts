import type { ExperimentResult, Measured, ResultTable } from '../../adapt/experiment-result.ts'

const mean = (...runs: number[]): Measured => ({
  value: runs.reduce((sum, run) => sum + run, 0) / runs.length,
  interval: [Math.min(...runs) - 0.05, Math.min(1, Math.max(...runs) + 0.05)],
  runs,
})

/** Three rows of made-up bars: base, LoRA and SVF on two tasks. Test code only. */
export const MADE_UP_BARS: ResultTable = {
  caption: 'Accuracy of nothing real',
  figure: 'bars',
  columns: [
    { name: 'numbers', unit: 'number' },
    { name: 'math', unit: 'percent' },
    { name: 'code', unit: 'percent' },
  ],
  rows: [
    {
      name: 'base',
      cells: [null, { value: 0.5, interval: [0.4, 0.6] }, { value: 0.25, interval: [0.2, 0.3] }],
    },
    { name: 'LoRA', cells: [{ value: 81_920 }, mean(0.6, 0.7, 0.8), mean(0.7, 0.8, 0.9)] },
    { name: 'SVF', cells: [{ value: 3584 }, mean(0.8, 0.9, 1), mean(0.75, 0.8, 0.85)] },
  ],
}

/** A whole result file of made-up numbers. Test code only. */
export const MADE_UP_EXPERIMENT: ExperimentResult = {
  command: 't2 experiment training-tasks',
  date: '2026-01-02T03:04:05.000Z',
  seed: 1,
  name: 'training-tasks',
  title: 'Made up',
  counterpart: 'Table 1',
  model: 'tiny',
  items: 200,
  seeds: [1, 2, 3],
  steps: 5,
  threads: 1,
  tables: [MADE_UP_BARS],
  verdict: {
    claim: 'SVF wins.',
    shown: 'partly',
    sentence: 'Our model shows a part of it: SVF better than base: yes on math, unclear on code.',
    parts: [
      {
        statement: 'SVF better than base',
        answers: [
          { holds: 'yes', on: ['math'] },
          { holds: 'unclear', on: ['code'] },
        ],
      },
    ],
  },
  sentences: ['SVF against base, in points: math +40.0.'],
  notes: ['A note.'],
  tuned: [
    {
      method: 'LoRA',
      task: 'math',
      items: 50,
      tried: [
        { rate: 0.002, accuracy: 0.6 },
        { rate: 0.01, accuracy: 0.7 },
      ],
      chosen: 0.01,
    },
  ],
  paper: [
    {
      caption: 'Table 1, a large model',
      figure: 'bars',
      columns: [{ name: 'GSM8K', unit: 'percent' }],
      rows: [
        { name: 'base', cells: [{ value: 0.7 }] },
        { name: 'SVF', cells: [{ value: 0.8 }] },
      ],
    },
  ],
}
