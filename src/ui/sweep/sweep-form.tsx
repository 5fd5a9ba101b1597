import { mixOf } from '../../state/mix-store.ts'
import { SWEEP_STEPS, stepsFor, sweepAxis } from '../../state/sweep-grid.ts'
import { LEAST_ITEMS, MOST_ITEMS } from '../../state/sweep-settings.ts'
import { CHAT_FAMILIES } from '../../tasks/natural/chat-families.ts'
import { FAMILIES } from '../../tasks/task-item.ts'
import { FamilySelect } from '../controls/family-select.tsx'
import { NumberBox } from '../controls/number-box.tsx'
import { RunButton } from '../controls/run-button.tsx'
import { SelectField } from '../controls/select-field.tsx'
import { localised, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.sweep
const NOTHING = ''

/** What is swept, how finely, and what is counted; and the button that starts and stops it. */
export function SweepForm() {
  const { sweep, prompt, settings, mix, session } = usePlayground()
  const { first, second, step, family, items } = usePart('sweep', (state) => state.settings)
  const running = usePart('sweep', (state) => state.status === 'running')
  const ready = usePart('session', (state) => state.phase === 'ready')
  const form = usePart('session', ({ world }) => world.form)
  const names = usePart('mix', (state) => state.experts)
  const counts = form !== 'plain'
  const side = sweepAxis(first, step).values.length
  const points = second === null ? side : side * side

  function run(): void {
    const { asked, system } = prompt.getState()
    const { maxTokens, seed } = settings.getState()
    // A real model takes seconds for what the embedded one says at once.
    const most = session.getState().world.form === 'tiny' ? maxTokens : Math.min(maxTokens, LONGEST_ANSWER)
    const question = { prompt: asked, system: form === 'chat' ? system : '', maxTokens: most, seed }
    void sweep.run(question, mixOf(mix.getState()))
  }

  return (
    <div className="sweep-form">
      <SelectField
        label={words.first}
        value={first}
        options={names.map((name) => [name, name])}
        onChange={(name) => sweep.set({ first: name })}
      />
      <SelectField
        label={words.second}
        value={second ?? NOTHING}
        options={[
          [NOTHING, words.nothing],
          ...names.filter((name) => name !== first).map((name) => [name, name] as const),
        ]}
        onChange={(name) => sweep.set({ second: name === NOTHING ? null : name })}
      />
      <SelectField
        label={words.step}
        value={String(step)}
        options={stepsFor(second !== null).map((value) => [String(value), localised(String(value))])}
        onChange={(value) => sweep.set({ step: SWEEP_STEPS.find((own) => String(own) === value) ?? step })}
      />
      {counts && (
        <>
          <FamilySelect
            label={words.family}
            families={form === 'tiny' ? FAMILIES : CHAT_FAMILIES}
            value={family}
            onChange={(chosen) => sweep.set({ family: chosen })}
          />
          <NumberBox
            label={words.items}
            value={items}
            min={LEAST_ITEMS}
            max={MOST_ITEMS}
            step={1}
            range={words.itemsRange}
            accepts={(value) => Number.isInteger(value) && value >= LEAST_ITEMS && value <= MOST_ITEMS}
            onValue={(value) => sweep.set({ items: value })}
          />
        </>
      )}
      <span className="row">
        <RunButton
          running={running}
          disabled={!ready}
          run={{ label: words.run, onClick: run }}
          stop={{ label: en.cancel, onClick: sweep.stop }}
        />
        <span className="quiet">{words.size(points, whole(points * (1 + (counts ? items : 0))))}</span>
      </span>
    </div>
  )
}

/** Tokens of an answer of a real model: enough to tell answers apart. */
const LONGEST_ANSWER = 32
