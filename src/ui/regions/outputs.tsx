import { useMemo, useRef, useState } from 'react'
import type { Mix } from '../../adapt/adaptation.ts'
import { diffTokens } from '../../core/token-diff.ts'
import { isUnsaid, type LaneView } from '../../state/answers-store.ts'
import { TableSwitch } from '../controls/table-switch.tsx'
import { describeMix } from '../describe-mix.ts'
import { useLasting } from '../lasting.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { differenceSentence } from './difference-sentence.ts'
import { OutputPanel } from './output-panel.tsx'
import { SaveTranscript } from './save-transcript.tsx'
import { changedPlaces } from './token-run.tsx'
import { WhySentence } from './why-sentence.tsx'

/** The two answers side by side, what differs between them, and why. */
export function Outputs() {
  const base = usePart('answers', (state) => state.base)
  const adapted = usePart('answers', (state) => state.adapted)
  const answeredMix = usePart('answers', (state) => state.mix)
  const [chips, setChips] = useState(false)

  const diff = useMemo(() => diffTokens(base.pieces, adapted.pieces), [base.pieces, adapted.pieces])
  const removed = useMemo(() => changedPlaces(diff, 'before').places, [diff])
  const added = useMemo(() => changedPlaces(diff, 'after').places, [diff])
  const bothEnded = [base, adapted].every(
    (view) => !view.problem && !isUnsaid(view) && (view.status === 'done' || view.status === 'measured'),
  )
  const isRunning = usePart('session', (state) => state.phase !== 'failed')
  const writing = isRunning && [base, adapted].some(isBeingWritten)
  // While an answer is being written the words about the last one stay, faint, so that nothing jumps.
  const settled = useRef<Settled | null>(null)
  if (bothEnded) settled.current = { base: base.pieces, adapted: adapted.pieces, mix: answeredMix }
  else if (adapted.problem || adapted.status === 'empty' || [base, adapted].some(isUnsaid))
    settled.current = null
  const words = settled.current
  const note = adapted.status === 'empty' ? '' : describeMix(answeredMix) || en.outputs.baseNote

  return (
    <div className="outputs" id="outputs">
      <OutputPanel which="base" view={base} changed={bothEnded ? removed : NONE} chips={chips} note="" />
      <OutputPanel
        which="adapted"
        view={adapted}
        changed={bothEnded ? added : NONE}
        chips={chips}
        note={note}
      />
      <div className="outputs-foot">
        <div className="outputs-words" aria-live="polite" aria-busy={writing}>
          {words && (
            <>
              <p className="difference">
                <strong className="difference-words">{differenceSentence(words.base, words.adapted)}</strong>{' '}
                {(added.size > 0 || removed.size > 0) && <span className="quiet">{en.outputs.legend}</span>}
              </p>
              <WhySentence {...words} />
            </>
          )}
        </div>
        <span className="outputs-tools">
          {bothEnded && base.status === 'done' && <SaveTranscript />}
          <StopButton writing={writing} />
          <TableSwitch label={en.outputs.tokens} checked={chips} onChange={setChips} />
        </span>
      </div>
    </div>
  )
}

function isBeingWritten({ status, problem }: LaneView): boolean {
  return !problem && (status === 'waiting' || status === 'streaming')
}

/** Answers that come quicker than a hand could stop them show no button. */
const WORTH_STOPPING_MS = 600

function StopButton({ writing }: { readonly writing: boolean }) {
  const { stop } = usePlayground()
  const shown = useLasting(writing, WORTH_STOPPING_MS)
  if (!shown) return null
  return (
    <button type="button" className="button" onClick={stop}>
      {en.outputs.stop}
    </button>
  )
}

interface Settled {
  readonly base: readonly string[]
  readonly adapted: readonly string[]
  readonly mix: Mix
}

const NONE: ReadonlySet<number> = new Set()
