import { useMemo, useState } from 'react'
import { matricesCsv } from '../../state/inspector-csv.ts'
import { CURRENT_MIX } from '../../state/inspector-link.ts'
import {
  furthestChange,
  isNormalised,
  type MatrixRow,
  matrixRows,
  wholeOf,
} from '../../state/inspector-spectrum.ts'
import type { Spectra } from '../../worker/spectra.ts'
import { usePictureSaving } from '../charts/svg-file.ts'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { alphaText, percent } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { useThrottled } from '../throttled.ts'
import { ChangeMap } from './change-map.tsx'
import { ChangeTable } from './change-table.tsx'
import { LikenessTable } from './likeness-table.tsx'
import { MapLegend } from './map-legend.tsx'
import { mapSvg } from './map-svg.ts'
import { usePalette } from './palette.ts'
import { SubjectLabel, subjectName } from './subject.tsx'

const words = en.inspector

/** Where a subject changes the model: a map of all matrices, or two side by side, and the same as a table. */
export function MapSection({ spectra }: { readonly spectra: Spectra }) {
  const { inspector } = usePlayground()
  const parts = usePart('inspector', (state) => state.parts)
  const shown = usePart('inspector', (state) => state.shown)
  const selected = usePart('inspector', (state) => state.matrix)
  const [asTable, setAsTable] = useState(false)
  const palette = usePalette()
  const rows = useMemo(() => matrixRows(parts), [parts])
  const most = useMemo(() => furthestChange(spectra), [spectra])
  const sentence = useThrottled(mapSentence(shown, rows, spectra), 1000)
  const names = shown.map(subjectName)
  const raw = shown.find((name, place) => name !== CURRENT_MIX && !isNormalised(parts, place))
  const svg = () => mapSvg({ subjects: names, parts, most, palette })
  const { savePicture, failed } = usePictureSaving()

  return (
    <div className="inspector-section">
      <div className="region-head">
        <h3>{words.map}</h3>
        <TableSwitch checked={asTable} onChange={setAsTable} />
      </div>
      <p className="chart-sentence" aria-live="polite">
        {sentence}
      </p>
      {raw && <p className="quiet">{words.unnormalised(raw)}</p>}
      {asTable ? (
        <ChangeTable subjects={names} rows={rows} selected={selected} onSelect={inspector.select} />
      ) : (
        <>
          <div className="change-maps">
            {shown.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an expert may be compared with itself
              <div key={place}>
                {shown.length > 1 && (
                  <p className="legend">
                    <SubjectLabel name={name} />
                  </p>
                )}
                <ChangeMap
                  {...{ name, place, parts, rows, most, palette, selected }}
                  onSelect={inspector.select}
                />
              </div>
            ))}
          </div>
          <MapLegend most={most} />
          <p className="quiet">{words.mapHow}</p>
        </>
      )}
      {!asTable && shown.length > 1 && (
        <LikenessTable subjects={names} rows={rows} selected={selected} onSelect={inspector.select} />
      )}
      <div className="inspector-foot">
        <span />
        <SaveButtons
          what={words.map}
          forms={[
            [words.csv, () => saveFile('matrices.csv', 'text/csv', matricesCsv(names, rows))],
            [words.svg, () => saveFile('map.svg', 'image/svg+xml', svg())],
            [words.png, () => savePicture('map.png', svg())],
          ]}
        />
      </div>
      {failed && (
        <p className="quiet" role="alert">
          {words.pictureFailed}
        </p>
      )}
    </div>
  )
}

function mapSentence(shown: readonly string[], rows: readonly MatrixRow[], spectra: Spectra): string {
  const { changes, likeness } = wholeOf(spectra)
  const told = shown.map((subject, place) => {
    const name = subjectName(subject)
    const top = rows.reduce<MatrixRow | undefined>(
      (best, row) => (changeIn(row, place) > (best ? changeIn(best, place) : 0) ? row : best),
      undefined,
    )
    if (!top) return words.mapNone(name)
    const { layer, kind } = top.matrix
    return words.mapSentence(
      name,
      percent(changes[place] ?? 0, 1),
      layer + 1,
      kind,
      percent(changeIn(top, place), 1),
    )
  })
  const [first = '', second = ''] = shown.map(subjectName)
  const compared = likeness && likeness.weightCosine !== null
  return [
    ...new Set(told),
    ...(compared
      ? [
          words.likeness(
            first,
            second,
            alphaText(likeness.weightCosine ?? 0),
            percent(likeness.weightDistance, 1),
          ),
        ]
      : []),
  ].join(' ')
}

function changeIn(row: MatrixRow, place: number): number {
  return row.subjects[place]?.change ?? 0
}
