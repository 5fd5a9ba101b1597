import { CommandLine } from '../controls/command-line.tsx'
import { millions } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { OwnExperts } from './own-experts.tsx'
import { TaskForm } from './task-form.tsx'
import { TrainingProgress } from './training-progress.tsx'
import '../styles/training.css'
import '../styles/own-experts.css'

/**
 * The form, the training beside it, and what came of earlier ones.
 * @param large the model cannot be trained in a tab
 */
export default function TrainingPanel({ large }: { readonly large: boolean }) {
  return (
    <>
      {large ? (
        <TrainedElsewhere />
      ) : (
        <div className="training-columns">
          <TaskForm />
          <TrainingProgress />
        </div>
      )}
      <OwnExperts />
    </>
  )
}

/** Why not here, and where instead. */
function TrainedElsewhere() {
  const parameters = usePart('session', ({ model }) => model?.parameters ?? 0)
  return (
    <div className="trained-elsewhere">
      <p>{en.models.trainingLarge(millions(parameters))}</p>
      <CommandLine command={en.models.trainingLargeCommand} />
      <p className="quiet">{en.models.trainingLargeNote}</p>
    </div>
  )
}
