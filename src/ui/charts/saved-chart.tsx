import { type ReactNode, useRef } from 'react'
import { SaveButtons } from '../controls/save-buttons.tsx'
import { en } from '../messages/en.ts'
import { saveFile } from '../save-file.ts'
import { svgFile, usePictureSaving } from './svg-file.ts'

/** Drawn in these; marks and keys of legends are SVG too. */
const CHARTS = ':is(.chart-frame, .multiple-frame) > * > svg, :is(.chart-frame, .multiple-frame) > svg'

interface SavedChartProps {
  readonly title: string
  /** What its files are called, without an ending. */
  readonly file: string
  /** What each of its drawings shows, in their order: a file has no legend beside it. */
  readonly parts?: readonly string[]
  readonly children: ReactNode
}

/** A chart drawn as SVG, or several side by side, and the buttons that take its picture along. */
export function SavedChart({ title, file, parts = [], children }: SavedChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { savePicture, failed } = usePictureSaving()
  const svg = (): string => {
    const charts = [...(frame.current?.querySelectorAll<SVGSVGElement>(CHARTS) ?? [])]
    return svgFile(
      charts.map((chart, index) => ({ chart, title: [title, parts[index]].filter(Boolean).join(': ') })),
    )
  }
  return (
    <div ref={frame} className="saved-chart">
      {children}
      <SaveButtons
        what={title}
        forms={[
          [en.inspector.svg, () => saveFile(`${file}.svg`, 'image/svg+xml', svg())],
          [en.inspector.png, () => savePicture(`${file}.png`, svg())],
        ]}
      />
      {failed && (
        <p className="quiet" role="alert">
          {en.inspector.pictureFailed}
        </p>
      )}
    </div>
  )
}
