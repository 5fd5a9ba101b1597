import type { Figure, ResultTable } from '../../adapt/experiment-result.ts'
import { percentColumns } from './accuracy-table.ts'

/** Figures of the paper (arXiv 2501.06252 v3), for comparison; its accuracies are percent, here shares. */

function paperTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly [name: string, ...percent: readonly (number | null)[]])[],
  figure: Figure = 'bars',
): ResultTable {
  return {
    caption,
    figure,
    columns: percentColumns(columns),
    rows: rows.map(([name, ...percent]) => ({
      name,
      cells: percent.map((value) => (value === null ? null : { value: value / 100 })),
    })),
  }
}

const TRAINING = ['GSM8K', 'MBPP-Pro', 'ARC-Easy'] as const
const UNSEEN = ['MATH', 'HumanEval', 'ARC-Challenge'] as const

export const PAPER_TABLE_1 = [
  paperTable('Table 1, Llama3-8B-Instruct', TRAINING, [
    ['base', 75.89, 64.65, 88.59],
    ['LoRA, next-token', 77.18, 67.68, 88.97],
    ['SVF', 79.15, 66.67, 89.56],
  ]),
  paperTable('Table 1, Mistral-7B-Instruct-v0.3', TRAINING, [
    ['base', 42.83, 49.5, 81.65],
    ['LoRA, next-token', 44.66, 51.52, 81.19],
    ['SVF', 49.74, 51.52, 85.14],
  ]),
  paperTable('Table 1, Llama3-70B-Instruct, SVF on half of the layers', TRAINING, [
    ['base', 85.29, 80.81, 89.1],
    ['LoRA, next-token', 77.26, 68.69, 88.55],
    ['SVF', 88.32, 80.81, 88.47],
  ]),
]

export const PAPER_TABLE_2 = [
  paperTable('Table 2, Llama3-8B-Instruct', UNSEEN, [
    ['base', 24.54, 60.98, 80.63],
    ['LoRA, best checkpoint a task', 24.12, 52.44, 81.06],
    ['two passes, prompt', 25.22, 61.59, 81.74],
    ['two passes, classifier', 25.18, 62.8, 81.37],
    ['few-shot', 25.47, 62.99, 82.61],
    ['uniform mix', 24.47, null, null],
  ]),
  paperTable('Table 2, Mistral-7B-Instruct-v0.3', UNSEEN, [
    ['base', 13.02, 43.29, 71.76],
    ['LoRA, best checkpoint a task', 13.16, 37.8, 75.77],
    ['two passes, prompt', 11.86, 43.9, 72.35],
    ['two passes, classifier', 11.6, 43.9, 74.83],
    ['few-shot', 13.39, 47.4, 75.47],
  ]),
  paperTable('Table 2, Llama3-70B-Instruct', UNSEEN, [
    ['base', 40.64, 78.66, 87.63],
    ['LoRA, best checkpoint a task', 25.4, 73.78, 83.7],
    ['two passes, prompt', 40.44, 79.88, 88.48],
  ]),
]

export const PAPER_TABLE_3: readonly ResultTable[] = [
  {
    caption: 'Table 3, Llama3-8B-Instruct, whole problem sets, strategy prompt',
    figure: 'bars',
    columns: [
      { name: 'pass 1', unit: 'seconds' },
      { name: 'pass 2', unit: 'seconds' },
      { name: 'pass 1 of pass 2', unit: 'percent' },
    ],
    rows: (
      [
        ['MATH', 42.64, 321.19],
        ['HumanEval', 2.76, 14.28],
        ['ARC-Challenge', 13.4, 28.51],
      ] as const
    ).map(([name, first, second]) => ({
      name,
      cells: [{ value: first }, { value: second }, { value: first / second }],
    })),
  },
]

export const PAPER_TABLE_4: readonly ResultTable[] = [
  {
    caption: 'Table 4, Llama3-8B-Instruct',
    figure: 'bars',
    columns: [
      { name: 'numbers', unit: 'number' },
      { name: 'GSM8K', unit: 'percent' },
      { name: 'MATH', unit: 'percent' },
    ],
    rows: (
      [
        ['base', null, 75.89, 24.54],
        ['SVF, policy gradient, MLP', 390_000, 78.62, 24.2],
        ['SVF, policy gradient, attention', 160_000, 76.19, 24.2],
        ['SVF, policy gradient, MLP and attention', 580_000, 79.23, 25.04],
        ['SVF, next-token, attention', 160_000, 60.5, 18.52],
        ['LoRA, policy gradient, attention', 6_820_000, 57.92, 15.72],
        ['LoRA, next-token, attention', 6_820_000, 77.18, 24.12],
        ['LoRA, next-token, MLP and attention', 35_130_000, 75.66, 22.12],
      ] as const
    ).map(([name, numbers, own, unseen]) => ({
      name,
      cells: [numbers === null ? null : { value: numbers }, { value: own / 100 }, { value: unseen / 100 }],
    })),
  },
]

export const PAPER_TABLE_5 = [
  paperTable('Table 5, experts of Llama3-8B-Instruct in Mistral-7B-Instruct-v0.3, unseen tasks', UNSEEN, [
    ['base of the second model', 13.02, 43.29, 71.76],
    ['experts of the first model, ordered', 11.96, 45.12, 72.01],
    ['experts of the first model, shuffled', 10.52, 40.24, 70.82],
    ['few-shot over the experts of both', 12.65, 46.75, 75.64],
  ]),
  paperTable('Table 9, the same on the training tasks', TRAINING, [
    ['base of the second model', 42.83, 49.5, 81.65],
    ['experts of the first model, ordered', 42.61, 48.48, 81.78],
    ['experts of the first model, shuffled', 41.93, 46.34, 80.81],
  ]),
]

export const PAPER_FIGURE_4: readonly ResultTable[] = [
  {
    caption: 'Figure 4, read off the curves, the KL weight chosen on validation data',
    figure: 'none',
    columns: [
      { name: 'best epoch, about', unit: 'number' },
      { name: 'best test accuracy', unit: 'percent' },
      { name: 'falls to, at times', unit: 'percent' },
    ],
    rows: (
      [
        ['math (GSM8K)', 210, 79.5, 70],
        ['code (MBPP-Pro)', 10, null, 60],
        ['reasoning (ARC-Easy)', 80, null, null],
        ['vision (TextVQA)', 110, null, null],
      ] as const
    ).map(([name, epoch, best, low]) => ({
      name,
      cells: [
        { value: epoch },
        ...[best, low].map((percent) => (percent === null ? null : { value: percent / 100 })),
      ],
    })),
  },
]

export const PAPER_FIGURE_5 = [
  paperTable(
    'Figure 5, Llama3-LLaVA-NeXT-8B, read off the bars (±0.3)',
    ['TextVQA', 'OKVQA'],
    [
      ['base', 37.6, 39.1],
      ['LoRA', 45.9, 34.5],
      ['SVF', 52.3, null],
      ['Transformer², few-shot', null, 39.8],
    ],
  ),
]

const JUDGED = ['math', 'code', 'reasoning'] as const

const said = (caption: string, rows: Parameters<typeof paperTable>[2]) =>
  paperTable(caption, JUDGED, rows, 'matrix')

export const PAPER_FIGURE_6 = [
  said('Figure 6, Llama3-8B-Instruct, prompt (the rest is other)', [
    ['MATH', 100, 0, 0],
    ['HumanEval', 4, 96, 0],
    ['ARC-Challenge', 17, 0, 77],
  ]),
  said('Figure 6, Llama3-8B-Instruct, classifier expert', [
    ['MATH', 95, 0, 5],
    ['HumanEval', 2, 98, 0],
    ['ARC-Challenge', 3, 0, 97],
  ]),
  said('Figure 6, Mistral-7B-Instruct-v0.3, prompt', [
    ['MATH', 96, 0, 0],
    ['HumanEval', 0, 99, 0],
    ['ARC-Challenge', 6, 0, 95],
  ]),
  said('Figure 6, Mistral-7B-Instruct-v0.3, classifier expert', [
    ['MATH', 99, 0, 1],
    ['HumanEval', 0, 100, 0],
    ['ARC-Challenge', 4, 0, 95],
  ]),
  said('Figure 6, Llama3-70B-Instruct, prompt', [
    ['MATH', 100, 0, 0],
    ['HumanEval', 1, 99, 0],
    ['ARC-Challenge', 5, 0, 95],
  ]),
]

const shares = (caption: string, rows: Parameters<typeof paperTable>[2]) =>
  paperTable(caption, TRAINING, rows, 'stack')

export const PAPER_FIGURE_7 = [
  shares('Figure 7, Llama3-8B-Instruct, shares of α', [
    ['MATH', 25.8, 26.2, 48],
    ['HumanEval', 31.2, 35.1, 33.7],
    ['ARC-Challenge', 19.3, 30, 50.7],
  ]),
  shares('Figure 7, Mistral-7B-Instruct-v0.3, shares of α', [
    ['MATH', 31.1, 36.2, 32.8],
    ['HumanEval', 33.3, 64.1, 2.6],
    ['ARC-Challenge', 5.4, 7.1, 87.5],
  ]),
]

export const PAPER_TABLES_8_10 = [
  paperTable(
    'Table 8, Llama3-8B-Instruct on ARC-Challenge by the number of shots',
    ['few-shot', 'IA3, 100 steps', 'IA3, 1000 steps'],
    [
      ['base', 80.63, null, null],
      ['3 shots', 82.18, 81.83, 79.01],
      ['5 shots', 82.38, 80.89, 79.41],
      ['10 shots', 82.61, 82, 79.78],
      ['20 shots', 82.61, 81.4, 79.61],
    ],
  ),
  paperTable(
    'Table 10, the same by what a search costs',
    ['ARC-Challenge', 'prompts'],
    [
      ['10 shots', 82.61, 100],
      ['3 shots', 82.18, 30],
      ['light: 3 shots, 10 generations', 82.08, 3],
    ],
  ),
]

/** `4 of 6`: in how many cells of the paper's tables the first row is above the second, where both have one. */
export function paperWins(tables: readonly ResultTable[], first: string, second: string): string {
  const pairs = tables.flatMap(({ rows }) => {
    const [a, b] = [first, second].map((name) => rows.find((row) => row.name.startsWith(name)))
    return (a?.cells ?? []).flatMap((cell, index) => {
      const other = b?.cells[index]
      return cell && other ? [cell.value > other.value] : []
    })
  })
  return `${pairs.filter(Boolean).length} of ${pairs.length}`
}
