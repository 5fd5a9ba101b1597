import { type ReactNode, useRef } from 'react'
import type { SweepPoint } from '../../state/sweep-reading.ts'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { useThrottled } from '../throttled.ts'
import { PointGrid } from './point-grid.tsx'
import { answerText, whereText } from './point-text.ts'
import type { PointsProps } from './points-props.ts'
import { useRoving } from './roving.ts'
import { answersSentence } from './sweep-sentence.ts'

const words = en.sweep

/** What every point answers to the prompt: cards in a row over one α, a table of them over two. */
export function AnswersSection(props: PointsProps) {
  const { run, points } = props
  const asked = usePart('prompt', (state) => state.asked)
  const known = usePart('prompt', (state) => state.known)
  const verify = asked === run.prompt ? known?.verify : undefined
  const sentence = useThrottled(answersSentence(run, points), 1000)
  const wordsOf = (point: SweepPoint): string => {
    const verdict =
      point.answer === null || !verify ? '' : `, ${verify(point.answer) ? words.right : words.wrong}`
    return words.point(whereText(run, point), answerText(point) + verdict)
  }
  const answer = (point: SweepPoint) => <Answer point={point} right={verdictOf(point, verify)} />
  return (
    <div className="sweep-section">
      <h3>{words.answers}</h3>
      <p className="chart-sentence">
        {sentence} {points.some(({ cut }) => cut) && words.cut(run.maxTokens)}{' '}
        {asked !== run.prompt && words.promptChanged}
      </p>
      {run.second ? (
        <PointGrid {...{ ...props, wordsOf }} label={words.answers} className="sweep-answers" cell={answer} />
      ) : (
        <AnswerCards {...{ ...props, wordsOf }} cell={answer} />
      )}
    </div>
  )
}

function verdictOf(
  { answer }: SweepPoint,
  verify: ((answer: string) => boolean) | undefined,
): boolean | null {
  return answer === null || !verify ? null : verify(answer)
}

interface AnswerCardsProps extends PointsProps {
  readonly wordsOf: (point: SweepPoint) => string
  readonly cell: (point: SweepPoint) => ReactNode
}

function AnswerCards({ points, here, onPick, wordsOf, cell }: AnswerCardsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { onKeyDown, tabIndex, onFocus } = useRoving(frame, points.length, points.length, Math.max(0, here))
  return (
    <div ref={frame} className="sweep-cards" role="toolbar" aria-label={words.answers} onKeyDown={onKeyDown}>
      {points.map((point) => (
        <button
          key={point.index}
          type="button"
          className="sweep-cell"
          data-point={point.index}
          tabIndex={tabIndex(point.index)}
          aria-pressed={point.index === here}
          aria-label={wordsOf(point)}
          onFocus={() => onFocus(point.index)}
          onClick={() => onPick(point)}
        >
          <span className="sweep-card-alpha">{alphaText(point.alpha)}</span> {cell(point)}
        </button>
      ))}
    </div>
  )
}

function Answer({ point, right }: { readonly point: SweepPoint; readonly right: boolean | null }) {
  const { answer, letter, cut, impossible } = point
  if (answer === null) return <span className="quiet">{impossible ? words.impossible : '·'}</span>
  return (
    <>
      <span className="sweep-answer-head">
        <strong>{letter}</strong>{' '}
        {right !== null && <span className={right ? 'is-right' : 'is-wrong'}>{right ? '✓' : '✗'}</span>}
      </span>{' '}
      <span className="sweep-answer">{answer === '' ? words.pointEmpty : cut ? `${answer} …` : answer}</span>
    </>
  )
}
