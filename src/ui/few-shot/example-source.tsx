import { useId } from 'react'
import { CHAT_FAMILIES } from '../../tasks/natural/chat-families.ts'
import { FAMILIES } from '../../tasks/task-item.ts'
import { FamilySelect } from '../controls/family-select.tsx'
import { NumberBox } from '../controls/number-box.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { useTold } from '../use-teller.ts'
import { useExamples } from './use-examples.ts'

const words = en.fewShot
const MOST = 50

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MOST

/** Which examples the search may look at: drawn from a family, or typed. */
export function ExampleSource() {
  const { fewShot } = usePlayground()
  const { source, family, count, text } = usePart('fewShot', (state) => state)
  const form = usePart('session', ({ world }) => world.form)
  const examples = useExamples()
  const told = useTold()
  const id = useId()
  return (
    <div className="few-shot-source">
      <div className="row">
        {form !== 'plain' && (
          <>
            <Segmented
              legend={words.source}
              options={[
                { value: 'family', label: words.fromFamily },
                { value: 'written', label: words.written },
              ]}
              value={source}
              onChange={(value) => fewShot.change({ source: value })}
            />
            <FamilySelect
              label={words.family}
              families={form === 'tiny' ? FAMILIES : CHAT_FAMILIES}
              value={family}
              onChange={(chosen) => fewShot.change({ family: chosen })}
            />
          </>
        )}
        {source === 'family' && (
          <NumberBox
            label={words.count}
            value={count}
            min={1}
            max={MOST}
            step={1}
            range={words.countRange}
            accepts={isCount}
            onValue={(value) => fewShot.change({ count: value })}
          />
        )}
      </div>
      {source === 'written' && (
        <div className="few-shot-text">
          <label htmlFor={id}>{words.text}</label>
          <textarea
            id={id}
            className="mono"
            rows={6}
            value={text}
            spellCheck={false}
            aria-describedby={`${id}-hint ${id}-problems`}
            aria-invalid={!examples.usable}
            onChange={(event) => fewShot.change({ text: event.target.value })}
          />
          <p className="quiet" id={`${id}-hint`}>
            {words.textHint}
          </p>
          <div id={`${id}-problems`} aria-live="polite">
            {examples.usable && <p className="quiet">{words.counted(examples.count)}</p>}
            {examples.problems.slice(0, 5).map(({ line, reason }) => (
              <p key={line} className="form-problem">
                {words.lineProblem(line, told(reason))}
              </p>
            ))}
            {examples.count === 0 && examples.problems.length === 0 && (
              <p className="form-problem">{words.noExamples}</p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
