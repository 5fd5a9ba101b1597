import { useEffect, useId, useMemo, useState } from 'react'
import { bandGains, pictureSpectrum, scaledPicture } from '../../core/picture-spectrum.ts'
import { DRAWING_SIZE, DRAWINGS, GAIN_BANDS, type PictureSvdState } from '../../state/picture-svd-store.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { Region } from '../controls/region.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { fixed, percent } from '../format.ts'
import { enLessons } from '../messages/en-lessons.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { drawingValues } from './drawings.ts'
import { GreyPicture } from './grey-picture.tsx'
import { SigmaBars } from './sigma-bars.tsx'
import '../styles/picture-svd.css'

const words = enLessons.svd
const ALL_AT_ONE: PictureSvdState['gains'] = [1, 1, 1]

/** A picture as a matrix: fewer of its singular values, or some of them scaled, and what is left of it. */
export default function PictureSvd() {
  const { pictureSvd } = usePlayground()
  const { drawing, keep, gains } = usePart('pictureSvd', (state) => state)
  const [table, setTable] = useState(false)
  const original = useMemo(() => drawingValues(drawing), [drawing])
  const spectrum = useMemo(() => pictureSpectrum(original, DRAWING_SIZE), [original])
  const shown = useMemo(
    () => scaledPicture(spectrum, bandGains(DRAWING_SIZE, keep, gains, GAIN_BANDS)),
    [spectrum, keep, gains],
  )
  useEffect(() => pictureSvd.setState({ error: shown.error }), [pictureSvd, shown])
  const name = enLessons.drawings[drawing]
  const share = percent(shown.error)
  return (
    <Region
      heading={words.heading}
      className="picture-svd-region"
      aside={<TableSwitch checked={table} onChange={setTable} />}
    >
      <p className="chart-sentence" role="status">
        {words.sentence(name, words.keepValue(keep, DRAWING_SIZE), share)}
      </p>
      <div className="picture-svd">
        <GreyPicture values={original} size={DRAWING_SIZE} alt={words.alt(name)} caption={words.original} />
        <GreyPicture
          values={shown.values}
          size={DRAWING_SIZE}
          alt={words.altShown(name, share)}
          caption={words.shown}
        />
        <div className="picture-controls">
          <Segmented
            legend={words.picture}
            value={drawing}
            onChange={(next) => pictureSvd.setState({ drawing: next })}
            options={DRAWINGS.map((value) => ({ value, label: enLessons.drawings[value] }))}
          />
          <Slider
            label={words.keep}
            text={words.keepValue(keep, DRAWING_SIZE)}
            range={[1, DRAWING_SIZE, 1]}
            value={keep}
            onChange={(next) => pictureSvd.setState({ keep: next })}
          />
          {words.gain.map((band, index) => (
            <Slider
              key={band}
              label={words.gainOf(band)}
              text={fixed(gains[index] ?? 1, 2)}
              range={[0, 2, 0.05]}
              value={gains[index] ?? 1}
              onChange={(next) => {
                const [first, second, rest] = gains.map((gain, at) => (at === index ? next : gain))
                pictureSvd.setState({ gains: [first ?? 1, second ?? 1, rest ?? 1] })
              }}
            />
          ))}
          <button
            type="button"
            className="button"
            onClick={() => pictureSvd.setState({ keep: DRAWING_SIZE, gains: ALL_AT_ONE })}
          >
            {words.reset}
          </button>
        </div>
        {table ? (
          <DataTable
            caption={words.curve}
            file="picture-svd.csv"
            columns={[words.index, words.sigma, words.scaled]}
            rows={Array.from(spectrum.sigma, (value, index) => ({
              key: String(index),
              cells: [String(index + 1), fixed(value, 3), fixed(shown.sigma[index] ?? 0, 3)],
            }))}
          />
        ) : (
          <SavedDrawing title={words.curve} file="picture-svd">
            <SigmaBars sigma={spectrum.sigma} scaled={shown.sigma} />
          </SavedDrawing>
        )}
      </div>
    </Region>
  )
}

interface SliderProps {
  readonly label: string
  /** The value in words. */
  readonly text: string
  readonly range: readonly [number, number, number]
  readonly value: number
  readonly onChange: (value: number) => void
}

function Slider({ label, text, range: [min, max, step], value, onChange }: SliderProps) {
  const id = useId()
  return (
    <span className="picture-slider">
      <label htmlFor={id}>{label}</label>
      <span aria-hidden="true">{text}</span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </span>
  )
}
