import type { Mix } from '../../adapt/adaptation.ts'
import { fewShot } from '../../adapt/few-shot/few-shot.ts'
import { FEW_SHOT_DEFAULTS, type FewShotOptions, type Granularity } from '../../adapt/few-shot/options.ts'
import { familyShots } from '../../adapt/few-shot/shots.ts'
import type { Expert } from '../../model/expert-file.ts'
import { type Family, TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import type { CellKey } from './cell-store.ts'
import { judgeSubject, type Lab, type Subject } from './lab.ts'
import { METHODS } from './method.ts'
import { type CellOf, expertsOfSeed } from './subjects.ts'
import type { Judged } from './summary.ts'

/** How much is searched. */
export interface Search {
  readonly shots: number
  readonly generations: number
  readonly granularity: Granularity
}

/** Ten shots as in the paper; its up to 100 generations are many more than the tiny model needs. */
export const FULL_SEARCH: Search = { shots: 10, generations: 16, granularity: 'expert' }

export interface Found {
  readonly mix: Mix
  /** Share of the shots that the mix answers right. */
  readonly score: number
  /** Answers that the search had to generate. */
  readonly answers: number
}

/** The experts that a search mixes: the key that says in full what they are, and the experts by name. */
export interface Pool {
  readonly key: CellKey
  readonly open: () => Promise<ReadonlyMap<string, Expert>>
}

/** The three experts of one training seed. */
export function poolOfSeed(lab: Lab, cellOf: CellOf, seed: number): Pool {
  const cells = TRAINED_FAMILIES.map((task) => cellOf(METHODS.svf, task, seed))
  return { key: { experts: cells.map(({ key }) => key) }, open: () => expertsOfSeed(lab, cells) }
}

/** Few-shot adaptation of a pool to a family; the seed draws the shots, from the validation split, and the search. */
export function findMix(lab: Lab, pool: Pool, family: Family, search: Search, seed: number): Promise<Found> {
  const { shots } = search
  const options = searchOptions(search, seed)
  const key = { kind: 'few-shot', model: lab.runtime.model.hash, pool: pool.key, family, shots, options }
  return lab.cells.value(key, async () => {
    const runtime = { ...lab.runtime, experts: await pool.open() }
    const { mix, score, answers } = await fewShot(runtime, familyShots(family, shots, seed), options, {
      signal: lab.signal,
      onGeneration: ({ index, generations }) =>
        lab.progress(`${shots} shots of ${family}, seed ${seed}: generation ${index + 1} of ${generations}`),
    })
    return { mix, score, answers }
  })
}

function searchOptions({ generations, granularity }: Search, seed: number): FewShotOptions {
  return { ...FEW_SHOT_DEFAULTS, generations, granularity, seed }
}

/** Judges on a family the mix that a search on that family's shots finds. */
async function judgeSearch(
  lab: Lab,
  pool: Pool,
  family: Family,
  search: Search,
  seed: number,
): Promise<boolean[]> {
  const subject: Subject = {
    key: {
      subject: 'few-shot',
      pool: pool.key,
      family,
      shots: search.shots,
      options: searchOptions(search, seed),
    },
    name: `few-shot on ${family}, ${search.shots} shots, seed ${seed}`,
    async use(work) {
      const { mix } = await findMix(lab, pool, family, search, seed)
      return work({ ...lab.runtime, experts: await pool.open() }, { mix })
    },
  }
  return judgeSubject(lab, subject, family)
}

/** One search a training seed and family. */
export async function judgeSearches(
  lab: Lab,
  poolOf: (seed: number) => Pool,
  families: readonly Family[],
  search: Search,
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const family of families) {
    const runs: boolean[][] = []
    for (const seed of lab.seeds) runs.push(await judgeSearch(lab, poolOf(seed), family, search, seed))
    judged.push(runs)
  }
  return judged
}
