import { useState } from 'react'
import type { ExperimentName } from '../../adapt/experiment-names.ts'
import { CommandLine } from '../controls/command-line.tsx'
import { RetryNote } from '../controls/problem-note.tsx'
import { Region } from '../controls/region.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { Experiment } from './experiment.tsx'

const words = en.results

/** One experiment: what was measured, or why there is nothing to show and how to get it. */
export function ExperimentSection({ name }: { readonly name: ExperimentName }) {
  const { experiments } = usePlayground()
  const file = usePart('experiments', (state) => state[name])
  const [asTable, setAsTable] = useState(false)
  return (
    <Region
      heading={`${words.places[name]}: ${words.titles[name]}`}
      className="result-section"
      id={`result-${name}`}
      aside={file.status === 'ready' && <TableSwitch checked={asTable} onChange={setAsTable} />}
    >
      {file.status === 'ready' && <Experiment file={file.value} asTable={asTable} />}
      {(file.status === 'none' || file.status === 'loading') && <p className="quiet">{words.loading}</p>}
      {file.status === 'failed' && (
        <>
          {file.problem.code === 'missing' ? (
            <p className="quiet">{words.missing}</p>
          ) : (
            <RetryNote
              problem={file.problem}
              label={en.loadAgain}
              onRetry={() => void experiments.load(name)}
            />
          )}
          {file.problem.code !== 'network' && (
            <div className="result-again">
              <p className="quiet">{file.problem.code === 'missing' ? words.measure : words.measureAgain}</p>
              <CommandLine command={`t2 experiment ${name}`} />
            </div>
          )}
        </>
      )}
    </Region>
  )
}
