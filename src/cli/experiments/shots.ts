import type { Findings } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { accuracyTable } from './accuracy-table.ts'
import type { Experiment } from './experiment.ts'
import { judgeFamilies, type Lab } from './lab.ts'
import { PAPER_TABLES_8_10 } from './paper.ts'
import { FULL_SEARCH, findMix, judgeSearches, poolOfSeed, type Search } from './searches.ts'
import { baseSubject } from './subjects.ts'
import { describeDifferences, differencesOf, type Judged } from './summary.ts'
import { fixedCells } from './tuning.ts'
import { betterOn, type Check, verdictOf } from './verdict.ts'

/** The counterpart of ARC-Challenge, on which alone the paper counts shots. */
const SHOT_FAMILIES = ['reasoning-hard'] as const

const withShots = (shots: number): Search => ({ ...FULL_SEARCH, shots })

const SEARCHES: readonly (readonly [name: string, search: Search])[] = [
  ...[3, 5, 10, 20].map((shots) => [`${shots} shots`, withShots(shots)] as const),
  ['light: 3 shots', { ...withShots(3), generations: FULL_SEARCH.generations / 8 }],
]

export interface ShotsRow {
  readonly name: string
  /** null for the base. */
  readonly search: Search | null
  /** Answers that one search generated, a mean. */
  readonly answers: number
  /** In the order of SHOT_FAMILIES. */
  readonly judged: readonly Judged[]
}

export const SHOTS: Experiment = {
  title: 'Few-shot adaptation: how many shots, and how long a search',
  counterpart: 'Tables 8 and 10',
  paper: PAPER_TABLES_8_10,
  async run(lab) {
    const base = await judgeFamilies(lab, [baseSubject(lab)], SHOT_FAMILIES)
    const rows: ShotsRow[] = [{ name: 'base', search: null, answers: 0, judged: base }]
    for (const [name, search] of SEARCHES) rows.push(await searchRow(lab, name, search))
    return shotsFindings(rows, lab.items)
  },
}

async function searchRow(lab: Lab, name: string, search: Search): Promise<ShotsRow> {
  const poolOf = (seed: number) => poolOfSeed(lab, fixedCells(lab), seed)
  const judged = await judgeSearches(lab, poolOf, SHOT_FAMILIES, search)
  const answers: number[] = []
  for (const family of SHOT_FAMILIES)
    for (const seed of lab.seeds)
      answers.push((await findMix(lab, poolOf(seed), family, search, seed)).answers)
  return { name, search, answers: mean(answers), judged }
}

const CLAIM =
  'Three shots already lift the base (80.6 to 82.2 on ARC-Challenge), ten a little more (82.6), twenty no more; a light search with 3 % of the prompts keeps 82.1.'

const NAMES = { base: 'base', three: '3 shots', ten: '10 shots', twenty: '20 shots', light: 'light' } as const

export function shotsFindings(rows: readonly ShotsRow[], items: number): Findings {
  const row = (name: string) => rows.find((one) => one.name.startsWith(name))
  const check = (statement: string, first: string, second: string): Check[] => {
    const [a, b] = [row(first), row(second)]
    return a && b ? betterOn(statement, SHOT_FAMILIES, a.judged, b.judged) : []
  }
  const compare = (first: string, second: string): string[] => {
    const [a, b] = [row(first), row(second)]
    if (!a || !b) return []
    const differences = describeDifferences(differencesOf(SHOT_FAMILIES, a.judged, b.judged))
    return [`${a.name} against ${b.name}, in points: ${differences}.`]
  }
  const { base, three, ten, twenty, light } = NAMES
  const full = row(ten)?.answers ?? Number.NaN
  return {
    tables: [
      accuracyTable(
        `Accuracy with the α that few-shot adaptation found, ${items} items a family`,
        SHOT_FAMILIES,
        rows,
      ),
      {
        caption: 'What a search costs: answers generated, a mean over the seeds',
        figure: 'none',
        columns: [
          { name: 'generations', unit: 'number' },
          { name: 'answers', unit: 'number' },
          { name: 'of the search with 10 shots', unit: 'percent' },
        ],
        rows: rows.flatMap(({ name, search, answers }) =>
          search
            ? [
                {
                  name,
                  cells: [search.generations, Math.round(answers), answers / full].map((value) => ({
                    value,
                  })),
                },
              ]
            : [],
        ),
      },
    ],
    verdict: verdictOf(CLAIM, [
      ...check('3 shots better than the base', three, base),
      ...check('10 shots better than the base', ten, base),
      ...check('10 shots better than 3', ten, three),
      ...check('the light search better than the base', light, base),
    ]),
    sentences: [
      ...[three, ten, twenty, light].flatMap((name) => compare(name, base)),
      ...compare(ten, three),
      ...compare(twenty, ten),
      ...compare(light, ten),
    ],
    notes: [SEARCH_NOTE],
  }
}

export const SEARCH_NOTE = `Few-shot: the cross-entropy method over α, 32 candidates a generation, 6 elites, α from 0 to 1, mixing mode blend, ${FULL_SEARCH.generations} generations (the light search ${FULL_SEARCH.generations / 8}); a candidate's score is its share of right answers on the shots. Shots come from the validation split, others for each training seed; the settings were fixed beforehand and nothing was chosen on test items (the paper reports its best configuration).`
