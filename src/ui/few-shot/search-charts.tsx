import { useState } from 'react'
import type { FewShotGeneration } from '../../adapt/few-shot/few-shot.ts'
import { Measured } from '../charts/measured.tsx'
import { SavedChart } from '../charts/saved-chart.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { useThrottled } from '../throttled.ts'
import { alphaScale, scoreScale } from './chart-scales.ts'
import { Multiples } from './multiples.tsx'
import { CandidatePlot, medianScore, ScorePlot, SpreadPlot } from './search-plots.tsx'
import { SearchSection } from './search-section.tsx'

const words = en.fewShot

interface SearchChartsProps {
  readonly history: readonly FewShotGeneration[]
  /** Whether scores are shares of right answers, and not log-probabilities. */
  readonly isShare: boolean
}

/** Hundreds of points are drawn anew for a generation, and some searches have three a second: Stop has to stay quick. */
const DRAWN_MS = 1000

/** What the search has tried, how well, and where it looks next. */
export default function SearchCharts({ history: all, isShare }: SearchChartsProps) {
  const history = useThrottled(all, DRAWN_MS)
  const [asTable, setAsTable] = useState(false)
  const last = history.at(-1)
  if (!last) return null
  const names = Object.keys(last.mean)
  const alphas = alphaScale(history)
  const scores = scoreScale(history, isShare)
  const scoreText = (score: number) => (isShare ? percent(score) : alphaText(score))
  const possible = last.candidates.filter((candidate) => candidate.possible)
  const seen = possible.map(({ score }) => score)
  const around = (name: string, { mean, deviation } = last) =>
    [alphaText(mean[name] ?? 0), alphaText(deviation[name] ?? 0)] as const
  const medians = history.map(({ candidates }) => medianScore(candidates))

  return (
    <div className="few-shot-charts">
      <TableSwitch checked={asTable} onChange={setAsTable} />
      <SearchSection
        title={words.candidates}
        sentence={words.candidatesSentence(
          last.index + 1,
          scoreText(Math.min(...seen)),
          scoreText(Math.max(...seen)),
        )}
      >
        {asTable ? (
          <DataTable
            caption={words.candidates}
            file="candidates.csv"
            columns={[words.score, ...names]}
            rows={last.candidates.map((candidate, index) => ({
              key: String(index),
              cells: [
                candidate.possible ? scoreText(candidate.score) : words.impossible,
                ...names.map((name) => alphaText(candidate.alpha[name] ?? 0)),
              ],
            }))}
            csv={[
              [words.score, ...names],
              ...last.candidates.map(({ possible, score, alpha }) => [
                possible ? String(score) : words.impossible,
                ...names.map((name) => String(alpha[name] ?? 0)),
              ]),
            ]}
          />
        ) : (
          <SavedChart title={words.candidates} file="candidates" parts={names}>
            <Multiples names={names}>
              {(name, width) => <CandidatePlot {...{ name, width, history, alphas, scores, scoreText }} />}
            </Multiples>
          </SavedChart>
        )}
      </SearchSection>
      <SearchSection
        title={words.spread}
        sentence={words.spreadSentence(
          names.map((name) => words.spreadPart(name, ...around(name))).join(en.separator),
        )}
      >
        {asTable ? (
          <DataTable
            caption={words.spread}
            file="spread.csv"
            columns={[words.generation, ...names]}
            rows={history.map((generation) => ({
              key: String(generation.index),
              cells: [generation.index + 1, ...names.map((name) => around(name, generation).join(' ± '))],
            }))}
            csv={[
              [words.generation, ...names.flatMap((name) => [name, `${name} ±`])],
              ...history.map(({ index, mean, deviation }) => [
                String(index + 1),
                ...names.flatMap((name) => [mean[name] ?? 0, deviation[name] ?? 0].map(String)),
              ]),
            ]}
          />
        ) : (
          <SavedChart title={words.spread} file="spread" parts={names}>
            <Multiples names={names}>
              {(name, width) => <SpreadPlot {...{ name, width, history, alphas }} />}
            </Multiples>
          </SavedChart>
        )}
      </SearchSection>
      <SearchSection
        title={words.scores}
        sentence={words.scoresSentence(
          scoreText(last.best.score),
          scoreText(medians[0] ?? 0),
          scoreText(medians.at(-1) ?? 0),
        )}
      >
        {asTable ? (
          <DataTable
            caption={words.scores}
            file="scores.csv"
            columns={[words.generation, words.bestScore, words.medianScore]}
            rows={history.map(({ index, best }) => ({
              key: String(index),
              cells: [index + 1, scoreText(best.score), scoreText(medians[index] ?? 0)],
            }))}
            csv={[
              [words.generation, words.bestScore, words.medianScore],
              ...history.map(({ index, best }) => [index + 1, best.score, medians[index] ?? 0].map(String)),
            ]}
          />
        ) : (
          <SavedChart title={words.scores} file="scores">
            <div className="few-shot-scores" aria-hidden="true">
              <p className="legend">
                <LineKey stroke="var(--accent)" name={words.bestScore} />
                <LineKey stroke="var(--ink-2)" dash="4 3" name={words.medianScore} />
              </p>
              <Measured className="multiple-frame">
                {(width) => <ScorePlot {...{ width, history, scores, scoreText }} />}
              </Measured>
            </div>
          </SavedChart>
        )}
      </SearchSection>
    </div>
  )
}

function LineKey({ stroke, dash, name }: { stroke: string; dash?: string; name: string }) {
  return (
    <span className="legend-item">
      <svg className="line-key" viewBox="0 0 28 4" aria-hidden="true">
        <path d="M0 2H28" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {name}
    </span>
  )
}
