import type { SweepPoint } from '../../state/sweep-reading.ts'
import type { SweepRun } from '../../state/sweep-store.ts'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.sweep

/** `α math 0.50, α code −1.00`. */
export function whereText({ first, second }: SweepRun, point: SweepPoint): string {
  const other = second && point.second !== null ? [words.at(second.name, alphaText(point.second))] : []
  return [words.at(first.name, alphaText(point.alpha)), ...other].join(words.and)
}

export function accuracyText({ accuracy, impossible }: SweepPoint): string {
  if (!accuracy) return impossible ? words.impossible : words.waiting
  const { share, interval } = accuracy
  return words.pointShare(percent(share), percent(interval[0]), percent(interval[1]))
}

export function answerText({ answer, letter, cut, impossible }: SweepPoint): string {
  if (answer === null || letter === null) return impossible ? words.impossible : words.waiting
  return words.pointAnswer(letter, answer === '' ? words.pointEmpty : cut ? `${answer} …` : answer)
}
