import { OwnExperts } from './own-experts.tsx'
import { TaskForm } from './task-form.tsx'
import { TrainingProgress } from './training-progress.tsx'
import '../styles/training.css'

/** The form, the training beside it, and what came of earlier ones. */
export default function TrainingPanel() {
  return (
    <>
      <div className="training-columns">
        <TaskForm />
        <TrainingProgress />
      </div>
      <OwnExperts />
    </>
  )
}
