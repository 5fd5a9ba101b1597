import { Suspense } from 'react'
import type { ResultTable } from '../../adapt/experiment-result.ts'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { lazyPart } from '../lazy-part.tsx'
import { en } from '../messages/en.ts'
import { useTold } from '../use-teller.ts'
import { BarFigure } from './bar-figure.tsx'
import { figureSentence } from './figure-sentence.ts'
import { MatrixFigure } from './matrix-figure.tsx'
import { ResultsTable } from './results-table.tsx'
import { StackFigure } from './stack-figure.tsx'

// recharts is most of the page's weight, and only curves need it.
const LineFigure = lazyPart(() => import('./line-figure.tsx'))

/** A table of results in its own form, and the sentence that tells it. */
export function Figure({ table }: { readonly table: ResultTable }) {
  const told = useTold()
  if (table.figure === 'none') return <ResultsTable caption={told(table.caption)} tables={[table]} brief />
  return (
    <figure className="result-figure">
      <figcaption className="result-caption">{told(table.caption)}</figcaption>
      <SavedDrawing title={told(table.caption)} file={fileOf(table)}>
        <Drawing table={table} />
      </SavedDrawing>
      <p className="chart-sentence quiet">{figureSentence(table, told)}</p>
    </figure>
  )
}

/** What a figure is about, fit for a file's name. */
function fileOf({ caption }: ResultTable): string {
  return caption
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
}

function Drawing({ table }: { readonly table: ResultTable }) {
  if (table.figure === 'matrix') return <MatrixFigure table={table} />
  if (table.figure === 'stack') return <StackFigure table={table} />
  if (table.figure === 'bars') return <BarFigure table={table} />
  return (
    <Suspense fallback={<p className="chart-frame quiet">{en.results.loading}</p>}>
      <LineFigure table={table} />
    </Suspense>
  )
}
