import { useEffect, useMemo, useState } from 'react'
import { SavedDrawing } from '../charts/saved-drawing.tsx'
import { DataTable } from '../controls/data-table.tsx'
import { Region } from '../controls/region.tsx'
import { ShareBar } from '../controls/share-bar.tsx'
import { TableSwitch } from '../controls/table-switch.tsx'
import { Term } from '../controls/term.tsx'
import { percent, points, tokenText } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart } from '../playground-context.tsx'
import { markRepainted } from '../repaint-time.ts'
import { useThrottled } from '../throttled.ts'
import { LENS_ID } from './lens-region.tsx'
import { type NextTokenRow, nextTokenRows } from './next-token-rows.ts'
import { useShown } from './panel.tsx'

const SHOWN = 6

/** Probabilities of the answer's first token, base above adapted; plain elements, cheap enough to follow a drag. */
export function NextTokenRegion() {
  const base = usePart('answers', (state) => state.base.top)
  const adapted = usePart('answers', (state) => state.adapted.top)
  const [asTable, setAsTable] = useState(false)
  const hasLens = useShown('lens')
  const rows = useMemo(() => nextTokenRows(base, adapted, SHOWN), [base, adapted])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is taken when new probabilities are painted
  useEffect(() => markRepainted(), [adapted])

  const first = base[0]
  const second = adapted[0]
  const sentence = useThrottled(
    first && second
      ? en.next.sentence(
          tokenText(first.text),
          percent(first.probability),
          tokenText(second.text),
          percent(second.probability),
        )
      : en.next.none,
    1000,
  )

  return (
    <Region
      heading={en.next.heading}
      className="next-region"
      aside={
        <span className="row">
          {hasLens && (
            <button type="button" className="button quiet-button" onClick={showLens}>
              {en.lens.open}
            </button>
          )}
          <TableSwitch checked={asTable} onChange={setAsTable} />
        </span>
      }
    >
      <p className="chart-sentence" aria-live="polite">
        {sentence} <Term means={en.next.term}>{en.next.termWord}</Term>
      </p>
      {asTable ? (
        <NextTokenTable rows={rows} />
      ) : (
        <SavedDrawing title={en.next.heading} file="next-token">
          <NextTokenBars rows={rows} />
        </SavedDrawing>
      )}
    </Region>
  )
}

/** Not a link: the fragment of the address is the page's state and must stay. */
function showLens(): void {
  const lens = document.getElementById(LENS_ID)
  if (!lens) return
  lens.scrollIntoView()
  lens.tabIndex = -1
  lens.focus({ preventScroll: true })
}

function shareText(share: number | null): string {
  return share === null ? '–' : percent(share, share < 0.1 ? 1 : 0)
}

function NextTokenBars({ rows }: { readonly rows: readonly NextTokenRow[] }) {
  return (
    <>
      <p className="next-legend">
        <span>
          <i data-tone="base" />
          {en.base}
        </span>
        <span>
          <i data-tone="adapted" />
          {en.adapted}
        </span>
        <span>{en.next.legendDelta}</span>
      </p>
      <ol className="next-bars">
        {rows.map(({ text, base, adapted, delta }) => (
          <li key={text}>
            <span className="token-name">{tokenText(text)}</span>
            <span className="bar-pair">
              <BarLine share={base} tone="base" />
              <BarLine share={adapted} tone="adapted" />
            </span>
            <span className="delta">{delta === null ? '' : points(delta)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function BarLine({ share, tone }: { readonly share: number | null; readonly tone: 'base' | 'adapted' }) {
  return (
    <span className="bar-line">
      <ShareBar share={share ?? 0} tone={tone} />
      <span className="bar-value">
        <span className="visually-hidden">{en[tone]} </span>
        {shareText(share)}
      </span>
    </span>
  )
}

function NextTokenTable({ rows }: { readonly rows: readonly NextTokenRow[] }) {
  return (
    <DataTable
      caption={en.next.heading}
      file="next-token.csv"
      columns={[en.next.token, en.next.base, en.next.adapted, en.next.delta]}
      rows={rows.map(({ text, base, adapted, delta }) => ({
        key: text,
        cells: [
          tokenText(text),
          shareText(base),
          shareText(adapted),
          delta === null ? '–' : `${points(delta)} ${en.next.points}`,
        ],
      }))}
    />
  )
}
