import { keepComponents, strongestComponents } from '../../core/inspect/strongest.ts'
import { componentsCsv } from '../../state/inspector-csv.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { STRONGEST } from '../../state/inspector-store.ts'
import type { TokenEnds } from '../../worker/spectra.ts'
import { DataTable } from '../controls/data-table.tsx'
import { ProblemNote } from '../controls/problem-note.tsx'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { alphaText, percent, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { plainNumber, zText } from './number-text.ts'
import { subjectName } from './subject.tsx'

const words = en.inspector

/** The components of one matrix that the first subject changes most, and what they say in tokens. */
export function StrongestTable({ part }: { readonly part: MatrixSpectrum }) {
  const { inspector } = usePlayground()
  const name = usePart('inspector', ({ shown }) => subjectName(shown[0] ?? ''))
  const tokens = usePart('inspector', (state) => state.tokens)
  const problem = usePart('inspector', (state) => state.tokensProblem)
  const pointed = usePart('inspector', (state) => state.component)
  const { matrix, sigma, z } = part
  const own = z[0] ?? sigma
  const indices = strongestComponents(sigma, own, STRONGEST)
  const { share } = keepComponents(sigma, own, indices.length)
  const writes = matrix.kind === 'o' || matrix.kind === 'down'
  const known = (index: number) => tokens.get(index)

  return (
    <div className="inspector-section">
      <h3>{words.strongest}</h3>
      <p className="chart-sentence">
        {share === null
          ? words.strongestNone(name)
          : words.strongestSentence(name, indices.length, percent(share))}
      </p>
      {indices.length > 0 && (
        <div className="strongest">
          <DataTable
            caption={words.strongest}
            columns={[
              words.component,
              words.sigma,
              words.z,
              words.strength,
              writes ? words.writes : words.reads,
            ]}
            rows={indices.map((index) => {
              const [s, value] = [sigma[index] ?? 0, own[index] ?? 1]
              const ends = writes ? known(index)?.writes : known(index)?.reads
              return {
                key: String(index),
                cells: [
                  <button
                    key="pick"
                    type="button"
                    className="button mini mono"
                    aria-label={words.pick(index + 1)}
                    aria-pressed={pointed === index}
                    onClick={() => inspector.pick(index)}
                  >
                    {index + 1}
                  </button>,
                  plainNumber(s),
                  zText(value),
                  plainNumber(s * Math.abs(value - 1)),
                  ends ? <Ends key="ends" ends={ends} /> : problem ? words.noTokens : words.asking,
                ],
              }
            })}
          />
        </div>
      )}
      {problem && <ProblemNote problem={problem} />}
      <div className="inspector-foot">
        <p className="quiet limits">
          {writes ? `${words.limitsWrites} ${words.limitsInner}` : words.limitsReads} {words.limitsSign}
        </p>
        {indices.length > 0 && (
          <SaveButtons
            what={words.strongest}
            forms={[
              [
                words.csv,
                () =>
                  saveFile(`${matrix.name}.components.csv`, 'text/csv', componentsCsv(part, indices, tokens)),
              ],
            ]}
          />
        )}
      </div>
    </div>
  )
}

/** A part of a character has no text of its own. */
function nameOf(id: number, text: string): string {
  return text === '' || text.includes('\uFFFD') ? `#${id}` : tokenText(text)
}

function Ends({ ends: { most, least } }: { readonly ends: TokenEnds }) {
  return (
    <span className="token-ends">
      {(
        [
          [words.most, most],
          [words.least, least],
        ] as const
      ).map(([side, list]) => (
        <span key={side}>
          <span className="quiet token-side">{side}</span>
          {list.map(({ id, text, score }) => (
            <span key={id} className="scored-token">
              <span className="scored-token-name">{nameOf(id, text)}</span>
              <span className="quiet">{alphaText(score)}</span>
            </span>
          ))}
        </span>
      ))}
    </span>
  )
}
