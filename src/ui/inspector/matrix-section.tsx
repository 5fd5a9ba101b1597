import { type ReactNode, useId, useRef, useState } from 'react'
import { scaleChange } from '../../core/scale-change.ts'
import { spectrumCsv } from '../../state/inspector-csv.ts'
import type { MatrixSpectrum } from '../../state/inspector-spectrum.ts'
import { Measured } from '../charts/measured.tsx'
import { svgFile, usePictureSaving } from '../charts/svg-file.ts'
import { DataTable } from '../controls/data-table.tsx'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { CurvePlot } from './curve-plot.tsx'
import type { ScaleKind } from './curve-scale.ts'
import { spectrumCurves } from './curves.ts'
import { LineKey } from './line-key.tsx'
import { plainNumber, zText } from './number-text.ts'
import { SubjectLabel, subjectName, subjectTone } from './subject.tsx'

const words = en.inspector

/** One matrix from near: z, and σ before and after, as curves. */
export function MatrixSection({ part }: { readonly part: MatrixSpectrum }) {
  const { inspector } = usePlayground()
  const shown = usePart('inspector', (state) => state.shown)
  const component = usePart('inspector', (state) => Math.min(state.component, part.matrix.rank - 1))
  const [scale, setScale] = useState<ScaleKind>('linear')
  const [asTable, setAsTable] = useState(false)
  const plots = useRef<Record<string, SVGSVGElement | null>>({})
  const { savePicture, failed } = usePictureSaving()
  const { matrix, sigma, z } = part
  const names = shown.map(subjectName)
  const { ofZ, ofSigma } = spectrumCurves(part, shown.map(subjectTone))
  const common = { scale, at: component, onPick: inspector.pick, axis: words.axis }
  const svg = () => {
    const place = words.matrix(matrix.layer + 1, matrix.kind)
    const { z: first, sigma: second } = plots.current
    return svgFile([
      ...(first ? [{ chart: first, title: words.pictureTitle(place, words.z, names) }] : []),
      ...(second ? [{ chart: second, title: words.pictureTitle(place, words.sigmaBoth, names) }] : []),
    ])
  }

  return (
    <div className="inspector-section">
      <div className="region-head">
        <h3>
          {words.matrix(matrix.layer + 1, matrix.kind)}{' '}
          <span className="quiet">{words.matrixFacts(matrix.out, matrix.in, matrix.rank)}</span>
        </h3>
        <span className="row">
          <Segmented
            legend={words.scale}
            value={scale}
            onChange={setScale}
            options={[
              { value: 'linear', label: words.scales.linear },
              { value: 'log', label: words.scales.log },
            ]}
          />
          <TableSwitch checked={asTable} onChange={setAsTable} />
        </span>
      </div>
      <p className="chart-sentence">
        {z
          .map((own, place) => words.matrixChange(names[place] ?? '', percent(scaleChange(sigma, own), 1)))
          .join(' ')}
      </p>
      {asTable ? (
        <SpectrumTable part={part} names={names} />
      ) : (
        <div className="curve-plots">
          <figure>
            <figcaption>
              <h4>{words.plotZ}</h4>
              <p className="chart-sentence">{zSentence(part, names, scale)}</p>
              <CurveLegend shown={shown} />
            </figcaption>
            <Measured className="curve-frame">
              {(width) => (
                <CurvePlot
                  {...common}
                  width={width}
                  curves={ofZ}
                  level={1}
                  ref={(plot) => {
                    plots.current.z = plot
                  }}
                />
              )}
            </Measured>
          </figure>
          <figure>
            <figcaption>
              <h4>{words.plotSigma}</h4>
              <p className="chart-sentence">
                {words.plotSigmaSentence(plainNumber(sigma[0] ?? 0), plainNumber(sigma.at(-1) ?? 0))}
                {notOnLog(scale, ofSigma)}
              </p>
              <CurveLegend shown={shown} base />
            </figcaption>
            <Measured className="curve-frame">
              {(width) => (
                <CurvePlot
                  {...common}
                  width={width}
                  curves={ofSigma}
                  ref={(plot) => {
                    plots.current.sigma = plot
                  }}
                />
              )}
            </Measured>
          </figure>
        </div>
      )}
      {failed && (
        <p className="quiet" role="alert">
          {words.pictureFailed}
        </p>
      )}
      <div className="inspector-foot">
        <Pointer rank={matrix.rank} component={component} onPick={inspector.pick}>
          {words.readout(component + 1, plainNumber(sigma[component] ?? 0))}
          {z.map((own, place) => {
            const value = own[component] ?? 1
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an expert may be compared with itself
              <span key={place}>
                {' · '}
                {words.readoutOf(
                  names[place] ?? '',
                  zText(value),
                  plainNumber(value * (sigma[component] ?? 0)),
                )}
              </span>
            )
          })}
        </Pointer>
        <SaveButtons
          what={words.matrix(matrix.layer + 1, matrix.kind)}
          forms={[
            [words.csv, () => saveFile(`${matrix.name}.csv`, 'text/csv', spectrumCsv(names, part))],
            ...(asTable
              ? []
              : ([
                  [words.svg, () => saveFile(`${matrix.name}.svg`, 'image/svg+xml', svg())],
                  [words.png, () => savePicture(`${matrix.name}.png`, svg())],
                ] as const)),
          ]}
        />
      </div>
    </div>
  )
}

/** Points at one singular value, by keyboard too; both plots and the line below show it. */
function Pointer(props: {
  readonly rank: number
  readonly component: number
  readonly onPick: (component: number) => void
  readonly children: ReactNode
}) {
  const { rank, component, onPick, children } = props
  const id = useId()
  return (
    <div className="component-pointer">
      <label htmlFor={id}>{words.component}</label>
      <input
        id={id}
        type="range"
        className="plain-range"
        min={1}
        max={rank}
        step={1}
        value={component + 1}
        aria-valuetext={words.componentText(component + 1, rank)}
        onChange={(event) => onPick(event.target.valueAsNumber - 1)}
      />
      <output htmlFor={id} className="mono">
        {children}
      </output>
    </div>
  )
}

function CurveLegend({
  shown,
  base = false,
}: {
  readonly shown: readonly string[]
  readonly base?: boolean
}) {
  return (
    <p className="legend">
      {base && (
        <span className="legend-item">
          <LineKey dash="2 3" />
          {words.sigma}
        </span>
      )}
      {shown.map((name, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an expert may be compared with itself
        <span key={place} className="legend-item">
          <LineKey tone={subjectTone(name)} {...(place > 0 && { dash: '6 3' })} />
          <SubjectLabel name={name} />
        </span>
      ))}
    </p>
  )
}

function SpectrumTable({
  part,
  names,
}: {
  readonly part: MatrixSpectrum
  readonly names: readonly string[]
}) {
  const { matrix, sigma, z } = part
  return (
    <div className="spectrum-table">
      <DataTable
        caption={words.matrix(matrix.layer + 1, matrix.kind)}
        columns={[
          words.component,
          words.sigma,
          ...names.flatMap((name, place) =>
            [words.zOf(name), words.scaledOf(name)].map((head) =>
              names.indexOf(name) < place ? `${head} (2)` : head,
            ),
          ),
        ]}
        rows={Array.from(sigma, (s, i) => ({
          key: String(i),
          cells: [
            i + 1,
            plainNumber(s),
            ...z.flatMap((own) => [zText(own[i] ?? 1), plainNumber(s * (own[i] ?? 1))]),
          ],
        }))}
      />
    </div>
  )
}

function zSentence({ z }: MatrixSpectrum, names: readonly string[], scale: ScaleKind): string {
  const told = z.map((own, place) => {
    const [low, high] = [own.indexOf(Math.min(...own)), own.indexOf(Math.max(...own))]
    const [least, greatest] = [alphaText(own[low] ?? 1), alphaText(own[high] ?? 1)]
    return words.plotZSentence(names[place] ?? '', least, low + 1, greatest, high + 1)
  })
  return (
    [...new Set(told)].join(' ') +
    notOnLog(
      scale,
      z.map((values) => ({ values })),
    )
  )
}

function notOnLog(scale: ScaleKind, curves: readonly { readonly values: ArrayLike<number> }[]): string {
  if (scale === 'linear') return ''
  const count = curves.reduce(
    (sum, { values }) => sum + Array.from(values).filter((value) => value <= 0).length,
    0,
  )
  return count === 0 ? '' : ` ${words.notOnLog(count)}`
}
