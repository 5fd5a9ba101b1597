import { MODULE_GROUPS, type ModuleGroup } from '../../model/llama-config.ts'
import { isKlWeight, isRate, isSteps, KL_MAX, RATE_MAX, STEPS_MAX } from '../../state/task-draft-store.ts'
import { NumberBox } from '../controls/number-box.tsx'
import { SeedBox } from '../controls/seed-box.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { Term } from '../controls/term.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.training
const GROUPS = Object.keys(MODULE_GROUPS) as ModuleGroup[]

export function TrainingSettings() {
  const { taskDraft } = usePlayground()
  const { modules, steps, klWeight, learningRate, seed } = usePart('taskDraft', (state) => state.options)
  return (
    <>
      <div className="form-line">
        <span className="field">
          <Term means={words.modulesTerm}>{words.modules}</Term>
          <Segmented
            legend={words.modules}
            options={GROUPS.map((value) => ({ value, label: words.moduleNames[value] }))}
            value={modules}
            onChange={(value) => taskDraft.setOption('modules', value)}
          />
        </span>
      </div>
      <div className="form-line">
        <NumberBox
          label={words.steps}
          value={steps}
          min={1}
          max={STEPS_MAX}
          step={1}
          range={words.stepsRange}
          accepts={isSteps}
          onValue={(value) => taskDraft.setOption('steps', value)}
        />
        <NumberBox
          label={words.klWeight}
          value={klWeight}
          min={0}
          max={KL_MAX}
          step={0.01}
          range={words.klRange}
          accepts={isKlWeight}
          onValue={(value) => taskDraft.setOption('klWeight', value)}
        />
        <Term means={words.klTerm}>{words.klWord}</Term>
      </div>
      <details className="form-more">
        <summary>{words.more}</summary>
        <div className="form-line">
          <NumberBox
            label={words.learningRate}
            value={learningRate}
            min={0}
            max={RATE_MAX}
            step={0.005}
            range={words.rateRange}
            accepts={isRate}
            onValue={(value) => taskDraft.setOption('learningRate', value)}
          />
          <SeedBox label={words.seed} value={seed} onValue={(value) => taskDraft.setOption('seed', value)} />
        </div>
      </details>
    </>
  )
}
