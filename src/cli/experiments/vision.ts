import type { Findings } from '../../adapt/experiment-result.ts'
import { mean } from '../../core/statistics.ts'
import { VISION_TASK } from '../../train/vision/vision-task.ts'
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
const FEW_SHOT = 'Transformer², few-shot'

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
    const adapted: AdaptedToPictures[] = []
    for (const seed of lab.seeds) adapted.push(await adaptToPictures(lab, UNSEEN, seed))
    const subjects = adapted.map(({ subject }) => subject)
    rows.push({ name: FEW_SHOT, trained: null, unseen: await judgeAll(lab, subjects, UNSEEN) })
    const alphas = adapted.map(({ mix }) => mix.alpha)
    return visionFindings(rows, sights, alphas, lab)
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

/** @param alphas α of every expert, once a seed */
export function visionFindings(
  rows: readonly VisionRow[],
  sights: readonly SightRow[],
  alphas: readonly Readonly<Record<string, number>>[],
  { items, seeds }: Pick<Lab, 'items' | 'seeds'>,
): Findings {
  const named = (name: string) => rows.find((row) => row.name.startsWith(name))
  const [base, lora, svf, few] = ['base', METHODS.loraWorked.name, METHODS.svf.name, FEW_SHOT].map(named)
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
  const experts = Object.keys(alphas[0] ?? {})
  return {
    tables: [
      {
        caption: `Accuracy on questions about pictures, ${items} items a family`,
        figure: 'bars',
        columns: [TRAINED, UNSEEN].map((name) => ({ name, unit: 'percent' as const })),
        rows: rows.map(({ name, trained, unseen }) => ({
          name,
          cells: [trained && accuracyOf(trained), accuracyOf(unseen)],
        })),
      },
      {
        caption: `The same ${items} items of ${TRAINED} as pictures, in words, and without their picture`,
        figure: 'bars',
        columns: SHOWN_AS.map((name) => ({ name, unit: 'percent' as const })),
        rows: sights.map(({ name, judged }) => ({
          name,
          cells: SHOWN_AS.map((shown) => accuracyOf(judged[shown])),
        })),
      },
      {
        caption: `α that few-shot adaptation found for ${UNSEEN}, ${SHOTS} shots`,
        figure: 'none',
        columns: experts.map((name) => ({ name, unit: 'number' as const })),
        rows: [
          ...alphas.map((alpha, index) => ({
            name: `seed ${seeds[index]}`,
            cells: experts.map((name) => ({ value: alpha[name] ?? 0 })),
          })),
          {
            name: 'mean',
            cells: experts.map((name) => ({ value: mean(alphas.map((alpha) => alpha[name] ?? 0)) })),
          },
        ],
      },
    ],
    verdict: verdictOf(CLAIM, [
      ...check('SVF better than base', 'trained', svf, base),
      ...check('SVF better than LoRA', 'trained', svf, lora),
      ...check('LoRA worse than base', 'unseen', base, lora),
      ...check('few-shot better than base', 'unseen', few, base),
      ...check('few-shot better than LoRA', 'unseen', few, lora),
    ]),
    sentences: [
      ...rows.flatMap((row) => (row === base ? [] : compare(row, base))),
      ...compare(svf, lora),
      ...compare(few, lora),
      ...compare(few, svf),
      ...sights.map(({ name, judged: { picture, words, nothing } }) => {
        const seen = describeDifference('words', differenceOf(picture, words))
        return `${name}, pictures against the same in words and against no picture, in points: ${seen}, ${describeDifference('nothing', differenceOf(picture, nothing))}.`
      }),
    ],
    notes: [
      TRAINED_NOTE,
      'One encoder, trained in front of the frozen model on pictures of the train split; it is the same for every row and seed. Anchors of the vision trainings are prompts of code and small talk.',
      `vision asks for arithmetic, comparisons and the odd one out by kind; vision-hard for two steps with a number used twice and for the odd one out without its kind. Few-shot mixes the experts math, code, reasoning and vision of one seed on ${SHOTS} shots of the validation split.`,
    ],
  }
}
