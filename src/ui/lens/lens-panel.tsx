import { useEffect, useRef, useState } from 'react'
import { lensCsv, lensJson } from '../../state/lens-files.ts'
import { usePictureSaving } from '../charts/svg-file.ts'
import { readInks } from '../charts/svg-source.ts'
import { RetryNote } from '../controls/problem-note.tsx'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { Term } from '../controls/term.tsx'
import { useKeptFocus } from '../kept-focus.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { saveFile } from '../save-file.ts'
import { useThrottled } from '../throttled.ts'
import { useVisible } from '../visible.ts'
import { LaneLabel } from './lane-look.tsx'
import { lensSentence, natsText } from './lens-sentence.ts'
import { lensSvg } from './lens-svg.ts'
import { LensTable } from './lens-table.tsx'
import { PlaceLists } from './place-lists.tsx'
import { mostDivergence, TokenStrip } from './token-strip.tsx'
import '../styles/lens.css'

const words = en.lens

/** An answer token by token, as base, adapted model and single experts see it. */
export default function LensPanel() {
  const { lens } = usePlayground()
  const { along, everyLane, reading, stale, none, selected, problem } = usePart('lens', (state) => state)
  const temperature = usePart('settings', (state) => state.temperature)
  const hasExperts = usePart('mix', (state) => state.experts.length > 0)
  const broken = usePart('answers', ({ adapted }) => adapted.problem !== null)
  const [asTable, setAsTable] = useState(false)
  const { savePicture, failed } = usePictureSaving()
  const frame = useRef<HTMLDivElement>(null)
  const visible = useVisible(frame)
  useEffect(() => {
    lens.watch(visible)
    return () => lens.watch(false)
  }, [lens, visible])
  useKeptFocus(frame, String(reading !== null && !broken))
  const sentence = useThrottled(reading ? lensSentence(reading) : '', 1000)

  return (
    <div ref={frame} className="lens">
      <div className="lens-bar">
        <Segmented
          legend={words.along}
          options={(['adapted', 'base'] as const).map((value) => ({ value, label: words.answers[value] }))}
          value={along}
          onChange={(value) => lens.choose({ along: value })}
        />
        {hasExperts && (
          <TableSwitch
            label={words.everyLane}
            checked={everyLane}
            onChange={(checked) => lens.choose({ everyLane: checked })}
          />
        )}
        <span className="lens-tools">
          <TableSwitch checked={asTable} onChange={setAsTable} />
        </span>
      </div>
      {problem && <RetryNote problem={problem} label={en.retry} onRetry={lens.changed} />}
      {(broken || (!reading && !problem)) && (
        <p className="quiet lens-waiting">{broken ? words.noAdapted : none ? words.none : words.waiting}</p>
      )}
      {reading && !broken && (
        <div className="lens-body" aria-busy={stale && visible}>
          <p className="chart-sentence" aria-live="polite">
            {sentence} <Term means={words.klMeans}>{words.kl}</Term>
          </p>
          {asTable ? (
            <LensTable reading={reading} />
          ) : (
            <>
              <p className="lens-legend">
                {reading.lanes.map(({ name }) => (
                  <LaneLabel key={name} name={name} />
                ))}
                <span>{words.legendShare}</span>
                <span>{words.legendKl(natsText(mostDivergence(reading.lanes)))}</span>
                <span>{words.legendDiffer}</span>
              </p>
              <TokenStrip reading={reading} selected={selected} onSelect={lens.select} />
              <p className="quiet">
                {reading.partsAt !== null && words.forced[reading.along]} {temperature > 0 && words.atOne}
              </p>
            </>
          )}
          <PlaceLists reading={reading} place={selected} />
          <div className="lens-foot">
            <SaveButtons
              what={words.heading}
              forms={[
                [en.inspector.csv, () => saveFile('lens.csv', 'text/csv', lensCsv(reading))],
                [en.inspector.json, () => saveFile('lens.json', 'application/json', lensJson(reading))],
                [en.inspector.svg, () => saveFile('lens.svg', 'image/svg+xml', lensSvg(reading, readInks()))],
                [en.inspector.png, () => savePicture('lens.png', lensSvg(reading, readInks()))],
              ]}
            />
            {failed && (
              <p className="quiet" role="alert">
                {en.inspector.pictureFailed}
              </p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
