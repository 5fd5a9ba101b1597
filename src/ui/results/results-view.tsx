import { type CSSProperties, useEffect, useRef } from 'react'
import { EXPERIMENT_NAMES, type ExperimentName } from '../../adapt/experiment-names.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { LinkNotice } from '../regions/link-notice.tsx'
import { ExperimentSection } from './experiment-section.tsx'
import { SHOWN_MARKS } from './verdict-line.tsx'
import '../styles/result-figures.css'
import '../styles/results.css'

const words = en.results

/** Every experiment of the paper beside what our model does. */
export default function ResultsView() {
  const { experiments, view } = usePlayground()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const wanted = (): void => {
      const { experiment } = view.getState()
      if (experiment) reveal(experiment)
    }
    heading.current?.focus()
    // What is still loading would push the experiment out of sight again.
    void experiments.loadAll().then(() => requestAnimationFrame(wanted))
    return view.subscribe(wanted)
  }, [experiments, view])
  return (
    <main className="results">
      <LinkNotice />
      <h2 ref={heading} tabIndex={-1} className="results-heading">
        {words.heading}
      </h2>
      <p className="results-intro">{words.intro}</p>
      <p className="results-intro quiet">{words.key}</p>
      <nav aria-label={words.contents} className="results-contents">
        <ol style={{ '--entries': Math.ceil(EXPERIMENT_NAMES.length / 2) } as CSSProperties}>
          {EXPERIMENT_NAMES.map((name) => (
            <li key={name}>
              <Entry name={name} />
            </li>
          ))}
        </ol>
      </nav>
      {EXPERIMENT_NAMES.map((name) => (
        <ExperimentSection key={name} name={name} />
      ))}
    </main>
  )
}

function reveal(name: ExperimentName): void {
  const section = document.getElementById(`result-${name}`)
  section?.setAttribute('tabindex', '-1')
  section?.focus({ preventScroll: true })
  section?.scrollIntoView()
}

/** A button, not a link: the fragment of the address is the page's whole state, of which this is one part. */
function Entry({ name }: { readonly name: ExperimentName }) {
  const { view } = usePlayground()
  return (
    <button type="button" onClick={() => view.setState({ experiment: name })}>
      <span className="results-place">{words.places[name]}</span>
      <span className="results-title">{words.titles[name]}</span>
      <Status name={name} />
    </button>
  )
}

function Status({ name }: { readonly name: ExperimentName }) {
  const file = usePart('experiments', (state) => state[name])
  if (file.status === 'failed') {
    return <span className="quiet">{file.problem.code === 'missing' ? words.missing : words.broken}</span>
  }
  if (file.status !== 'ready') return <span className="quiet">{words.loading}</span>
  const { shown } = file.value.verdict
  return (
    <span className="quiet">
      <span aria-hidden="true">{SHOWN_MARKS[shown]} </span>
      {words.shown[shown]}
    </span>
  )
}
