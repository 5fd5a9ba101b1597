import { type CSSProperties, useState } from 'react'
import type { FewShotGeneration } from '../../adapt/few-shot/few-shot.ts'
import { DataTable } from '../controls/data-table.tsx'
import { ExpertMark } from '../controls/expert-mark.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { alphaText } from '../format.ts'
import { en } from '../messages/en.ts'

const words = en.fewShot

/** Small multiples, one an expert: the candidates of the last generation, and where the search has looked. */
export function SearchCharts({ history }: { readonly history: readonly FewShotGeneration[] }) {
  const [asTable, setAsTable] = useState(false)
  const last = history.at(-1)
  if (!last) return null
  const names = Object.keys(last.mean)
  const scores = last.candidates.map(({ score }) => score)
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const parts = names.map((name) =>
    words.spreadPart(name, alphaText(last.mean[name] ?? 0), alphaText(last.deviation[name] ?? 0)),
  )
  return (
    <div className="few-shot-charts">
      <TableSwitch checked={asTable} onChange={setAsTable} />
      <div>
        <h3>{words.candidates}</h3>
        <p className="chart-sentence">
          {words.candidatesSentence(last.index + 1, alphaText(low), alphaText(high))}
        </p>
        {asTable ? (
          <DataTable
            caption={words.candidates}
            columns={[words.score, ...names]}
            rows={last.candidates.map(({ alpha, score }, index) => ({
              key: String(index),
              cells: [alphaText(score), ...names.map((name) => alphaText(alpha[name] ?? 0))],
            }))}
          />
        ) : (
          <Multiples names={names} x={words.axisAlpha} y={words.score}>
            {(name) => <Candidates name={name} history={history} />}
          </Multiples>
        )}
      </div>
      <div>
        <h3>{words.spread}</h3>
        <p className="chart-sentence">{words.spreadSentence(parts.join(', '))}</p>
        {asTable ? (
          <DataTable
            caption={words.spread}
            columns={[words.generation, ...names]}
            rows={history.map(({ index, mean, deviation }) => ({
              key: String(index),
              cells: [
                index + 1,
                ...names.map((name) => `${alphaText(mean[name] ?? 0)} ± ${alphaText(deviation[name] ?? 0)}`),
              ],
            }))}
          />
        ) : (
          <Multiples names={names} x={words.axisGeneration} y="α">
            {(name) => <Spread name={name} history={history} />}
          </Multiples>
        )}
      </div>
    </div>
  )
}

interface MultiplesProps {
  readonly names: readonly string[]
  readonly x: string
  readonly y: string
  readonly children: (name: string) => React.ReactNode
}

function Multiples({ names, x, y, children }: MultiplesProps) {
  return (
    <div className="multiples" aria-hidden="true">
      {names.map((name) => (
        <div key={name} data-expert={name}>
          <p className="multiple-name">
            <ExpertMark name={name} />
            {name}
          </p>
          <div className="multiple-frame" data-y={y} data-x={x}>
            {children(name)}
          </div>
        </div>
      ))}
    </div>
  )
}

const place = (x: number, y: number): CSSProperties => ({ left: `${100 * x}%`, bottom: `${100 * y}%` })

/** Where α lies between 0 and 1; what a wider range or normalising takes beyond is drawn at the edge. */
const clamp = (value: number): number => Math.min(1, Math.max(0, value))

interface CandidatesProps {
  readonly name: string
  readonly history: readonly FewShotGeneration[]
}

/** All candidates so far, those of the last generation in full colour. */
function Candidates({ name, history }: CandidatesProps) {
  const last = history.at(-1)
  const scores = history.flatMap(({ candidates }) => candidates.map(({ score }) => score))
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const height = (score: number) => (high === low ? 0.5 : (score - low) / (high - low))
  const best = last?.best.mix.alpha[name] ?? 0
  return (
    <>
      <span className="multiple-best" style={{ left: `${100 * clamp(best)}%` }} />
      {history.flatMap((generation) =>
        generation.candidates.map(({ alpha, score }, index) => (
          <span
            key={`${generation.index} ${
              // biome-ignore lint/suspicious/noArrayIndexKey: a candidate is its place
              index
            }`}
            className="multiple-dot"
            data-old={generation !== last}
            style={place(clamp(alpha[name] ?? 0), height(score))}
          />
        )),
      )}
    </>
  )
}

function Spread({
  name,
  history,
}: {
  readonly name: string
  readonly history: readonly FewShotGeneration[]
}) {
  const all = history[0]?.generations ?? history.length
  return history.map(({ index, mean, deviation }) => {
    const middle = mean[name] ?? 0
    const half = deviation[name] ?? 0
    const [from, to] = [clamp(middle - half), clamp(middle + half)]
    const left = `${(100 * (index + 0.5)) / all}%`
    return (
      <span key={index}>
        <span
          className="multiple-range"
          style={{ left, bottom: `${100 * from}%`, height: `${100 * (to - from)}%` }}
        />
        <span className="multiple-dot" style={{ left, bottom: `${100 * clamp(middle)}%` }} />
      </span>
    )
  })
}
