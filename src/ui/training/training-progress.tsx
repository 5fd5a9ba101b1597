import { type TrainingRecord, timeLeft } from '../../state/training-record.ts'
import { WATCHED_BATCH } from '../../train/watched-options.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { ProblemText } from '../controls/problem-text.tsx'
import { localised, seconds } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { SignalNote } from './signal-note.tsx'
import { TrainingActions } from './training-actions.tsx'
import { TrainingCurves } from './training-curves.tsx'

const words = en.training

/** The training as it runs, or what one would do. */
export function TrainingProgress() {
  const { training } = usePlayground()
  const { status, record, made, problem, discarded, notKept } = usePart('training', (state) => state)
  if (!record) {
    return (
      <div className="training-progress">
        <p className="quiet">{words.idle(WATCHED_BATCH.prompts, WATCHED_BATCH.samples)}</p>
        {discarded && (
          <p className="row" role="status">
            <span className="quiet">{words.discarded(discarded.name)}</span>
            <button
              type="button"
              className="button mini"
              // biome-ignore lint/a11y/noAutofocus: stands where the button was that the visitor has just pressed
              autoFocus
              onClick={() => void training.undoDiscard()}
            >
              {words.undo}
            </button>
          </p>
        )}
      </div>
    )
  }
  const live = status === 'opening' || status === 'running'
  return (
    <div className="training-progress" aria-busy={live}>
      <h3 className="training-title">{record.name}</h3>
      <p className="quiet">{aboutOf(record)}</p>
      <Where record={record} status={status} />
      <TrainingActions />
      {problem && <ProblemNote problem={problem} />}
      {notKept && live && (
        <div className="notice">
          {words.notKept} <ProblemText problem={notKept} />
        </div>
      )}
      {status === 'done' && !made && <p className="notice">{words.madeNothing}</p>}
      <SignalNote record={record} />
      <TrainingCurves record={record} />
    </div>
  )
}

function aboutOf({ task, options }: TrainingRecord): string {
  const what = task.kind === 'family' ? en.families[task.family] : words.ownTask(task.exercises.length)
  return words.about(
    what,
    words.moduleNames[options.modules],
    localised(String(options.klWeight)),
    options.seed,
  )
}

function Where({ record, status }: { readonly record: TrainingRecord; readonly status: string }) {
  const { steps } = record.options
  const done = record.curve.length
  const left = timeLeft(record)
  const spent = record.curve.reduce((sum, { ms }) => sum + ms, 0)
  if (status === 'done') {
    return (
      <p className="quiet" role="status">
        {words.step(done, steps)}, {words.took(seconds(spent))}
      </p>
    )
  }
  const resting = done === 0 ? words.pausedEarly : words.paused(done, steps)
  const live = status === 'opening' ? words.opening : done === 0 ? words.firstStep : words.step(done, steps)
  return (
    <p className="progress-line">
      <progress aria-label={words.progress} value={done} max={steps} />
      <span className="bar-value" role={status === 'running' ? undefined : 'status'}>
        {status === 'opening' || status === 'running' ? live : resting}
        {status === 'running' && left !== null && `, ${words.left(seconds(left))}`}
      </span>
    </p>
  )
}
