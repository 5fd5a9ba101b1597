import type { Findings, ResultTable } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { TRAINED_FAMILIES } from '../../tasks/task-item.ts'
import { VISION_TASK } from '../../train/vision/vision-task.ts'
import { percentColumns } from './accuracy-table.ts'
import { type Experiment, TRAINED_NOTE } from './experiment.ts'
import { judgeAll, type Lab, SHOWN_AS, type ShownAs, type Subject, withSight } from './lab.ts'
import { METHODS } from './method.ts'
import { PAPER_FIGURE_5 } from './paper.ts'
import { baseSubject } from './subjects.ts'
import { accuracyOf, describeDifference, differenceOf, type Judged } from './summary.ts'
import { tunedSubjects } from './tuning.ts'
import { better, type Check, type Holds, verdictOf } from './verdict.ts'
import { type AdaptedToPictures, adaptToPictures, SHOTS } from './vision-few-shot.ts'

const [TRAINED, UNSEEN] = ['vision', 'vision-hard'] as const

/** Which experts few-shot adaptation mixes, by the name of the row. */
const MIXED: Readonly<Record<'text' | 'all', { readonly name: string; readonly tasks: readonly string[] }>> =
  {
    text: { name: 'few-shot, experts for text', tasks: TRAINED_FAMILIES },
    all: { name: 'few-shot, these and vision', tasks: [...TRAINED_FAMILIES, VISION_TASK] },
  }

/** α of every expert, once a seed. */
export interface FoundAlphas {
  readonly name: string
  readonly alphas: readonly Readonly<Record<string, number>>[]
}

export interface VisionRow {
  readonly name: string
  /** Null where a method means nothing: few-shot is for tasks that nothing was trained on. */
  readonly trained: Judged | null
  readonly unseen: Judged
}

/** On the trained family: with pictures, with the pictures put into words, and with them left out. */
export interface SightRow {
  readonly name: string
  readonly judged: Readonly<Record<ShownAs, Judged>>
}

export const VISION: Experiment = {
  title: 'Questions about pictures',
  counterpart: 'Figure 5',
  paper: PAPER_FIGURE_5,
  async run(blind) {
    const lab = await withSight(blind)
    const rows = [await visionRow(lab, 'base', [baseSubject(lab)])]
    const sights = [await sightRow(lab, 'base', [baseSubject(lab)])]
    for (const method of [METHODS.loraWorked, METHODS.loraNoisy, METHODS.svf]) {
      const subjects = await tunedSubjects(lab, method, VISION_TASK)
      rows.push(await visionRow(lab, method.name, subjects))
      if (method === METHODS.svf) sights.push(await sightRow(lab, method.name, subjects))
    }
    const found: FoundAlphas[] = []
    for (const { name, tasks } of [MIXED.text, MIXED.all]) {
      const adapted: AdaptedToPictures[] = []
      for (const seed of lab.seeds) adapted.push(await adaptToPictures(lab, UNSEEN, tasks, seed))
      const subjects = adapted.map(({ subject }) => subject)
      rows.push({ name, trained: null, unseen: await judgeAll(lab, subjects, UNSEEN) })
      found.push({ name, alphas: adapted.map(({ mix }) => mix.alpha) })
    }
    return visionFindings(rows, sights, found, lab)
  },
}

async function visionRow(lab: Lab, name: string, subjects: readonly Subject[]): Promise<VisionRow> {
  const trained = await judgeAll(lab, subjects, TRAINED)
  return { name, trained, unseen: await judgeAll(lab, subjects, UNSEEN) }
}

async function sightRow(lab: Lab, name: string, subjects: readonly Subject[]): Promise<SightRow> {
  const picture = await judgeAll(lab, subjects, TRAINED)
  const words = await judgeAll(lab, subjects, TRAINED, { shown: 'words' })
  return {
    name,
    judged: { picture, words, nothing: await judgeAll(lab, subjects, TRAINED, { shown: 'nothing' }) },
  }
}

const CLAIM =
  'On TextVQA, SVF lifts the base and is better than LoRA; on OKVQA, which asks for other knowledge, LoRA falls below the base, and few-shot adaptation with experts for text rises above it.'

export function visionFindings(
  rows: readonly VisionRow[],
  sights: readonly SightRow[],
  found: readonly FoundAlphas[],
  { items, seeds }: Pick<Lab, 'items' | 'seeds'>,
): Findings {
  const named = (name: string) => rows.find((row) => row.name.startsWith(name))
  const [base, lora, svf, text, all] = [
    ...['base', METHODS.loraWorked.name, METHODS.svf.name],
    ...[MIXED.text.name, MIXED.all.name],
  ].map(named)
  const check = (
    statement: string,
    on: keyof Omit<VisionRow, 'name'>,
    a: VisionRow | undefined,
    b: VisionRow | undefined,
  ): Check[] => {
    const [first, second] = [a?.[on], b?.[on]]
    const holds: Holds | null = first && second ? better(first, second) : null
    return holds === null ? [] : [{ statement, on: on === 'trained' ? TRAINED : UNSEEN, holds }]
  }
  const compare = (a: VisionRow | undefined, b: VisionRow | undefined): string[] => {
    if (!a || !b) return []
    const families = [
      ...(a.trained && b.trained ? [describeDifference(TRAINED, differenceOf(a.trained, b.trained))] : []),
      describeDifference(UNSEEN, differenceOf(a.unseen, b.unseen)),
    ]
    return [`${a.name} against ${b.name}, in points: ${families.join(', ')}.`]
  }
  return {
    tables: [
      {
        caption: `Accuracy on questions about pictures, ${items} items a family`,
        figure: 'bars',
        columns: percentColumns([TRAINED, UNSEEN]),
        rows: rows.map(({ name, trained, unseen }) => ({
          name,
          cells: [trained && accuracyOf(trained), accuracyOf(unseen)],
        })),
      },
      {
        caption: `The same ${items} items of ${TRAINED} as pictures, in words, and without their picture`,
        figure: 'bars',
        columns: percentColumns(SHOWN_AS),
        rows: sights.map(({ name, judged }) => ({
          name,
          cells: SHOWN_AS.map((shown) => accuracyOf(judged[shown])),
        })),
      },
      alphaTable(found, seeds),
    ],
    verdict: verdictOf(CLAIM, [
      ...check('SVF better than base', 'trained', svf, base),
      ...check('SVF better than LoRA', 'trained', svf, lora),
      ...check('LoRA worse than base', 'unseen', base, lora),
      ...check('few-shot over experts for text better than base', 'unseen', text, base),
      ...check('few-shot over these and vision better than base', 'unseen', all, base),
      ...check('few-shot over these and vision better than LoRA', 'unseen', all, lora),
    ]),
    sentences: [
      ...rows.flatMap((row) => (row === base ? [] : compare(row, base))),
      ...compare(svf, lora),
      ...compare(all, lora),
      ...compare(all, svf),
      ...compare(all, text),
      ...sights.map(({ name, judged: { picture, words, nothing } }) => {
        const seen = describeDifference('words', differenceOf(picture, words))
        return `${name}, pictures against the same in words and against no picture, in points: ${seen}, ${describeDifference('nothing', differenceOf(picture, nothing))}.`
      }),
    ],
    notes: [
      TRAINED_NOTE,
      'One encoder, trained in front of the frozen model on pictures of the train split; it is the same for every row and seed. Anchors of the vision trainings are prompts of code and small talk.',
      `vision asks for arithmetic, comparisons and the odd one out by kind; vision-hard for two steps with a number used twice and for the odd one out without its kind. Few-shot mixes experts of one seed on ${SHOTS} shots of the validation split.`,
    ],
  }
}

function alphaTable(found: readonly FoundAlphas[], seeds: readonly number[]): ResultTable {
  const experts = MIXED.all.tasks
  const cellsOf = (value: (expert: string) => number | undefined) =>
    experts.map((expert) => {
      const alpha = value(expert)
      return alpha === undefined ? null : { value: alpha }
    })
  return {
    caption: `α that few-shot adaptation found for ${UNSEEN}, ${SHOTS} shots`,
    figure: 'none',
    columns: experts.map((name) => ({ name, unit: 'number' })),
    rows: found.flatMap(({ name, alphas }) => [
      ...alphas.map((alpha, index) => ({
        name: `${name}, seed ${seeds[index]}`,
        cells: cellsOf((expert) => alpha[expert]),
      })),
      {
        name: `${name}, mean`,
        cells: cellsOf((expert) =>
          alphas.some((alpha) => expert in alpha)
            ? mean(alphas.map((alpha) => alpha[expert] ?? 0))
            : undefined,
        ),
      },
    ]),
  }
}
