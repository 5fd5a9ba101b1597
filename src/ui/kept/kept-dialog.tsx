import { useEffect, useId, useState } from 'react'
import { useStore } from 'zustand'
import { offered } from '../../io/offered.ts'
import { createPageCaches } from '../../io/page-caches.ts'
import { createIndexedDbShelf } from '../../io/shelf.ts'
import { PageDialog } from '../controls/page-dialog.tsx'
import { ProblemNote } from '../controls/problem-note.tsx'
import { bytesText } from '../format.ts'
import { LANGUAGE_KEY } from '../language.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'
import { THEME_KEY } from '../theme.ts'
import { TOUR_KEY } from '../tour/tour-store.ts'
import { KEPT_BUTTON } from './kept-button-id.ts'
import { createKeptData, type KeptData, type KeptSizes, sumOf } from './kept-data.ts'
import '../styles/models.css'
import '../styles/kept.css'

const words = en.kept

interface KeptDialogProps {
  readonly shown: boolean
  /** The button that led here. */
  readonly opener: HTMLElement
  readonly onShow: (shown: boolean) => void
}

/** Everything that the browser keeps for the page, with its size, and the way to clear it. */
export default function KeptDialog({ shown, opener, onShow }: KeptDialogProps) {
  const { models, ownExperts } = usePlayground()
  const [kept] = useState(() =>
    createKeptData({
      models,
      ownExperts,
      shelf: createIndexedDbShelf(),
      caches: createPageCaches(new URL('./', document.baseURI).href),
      settings: offered(() => localStorage),
      settingKeys: [THEME_KEY, LANGUAGE_KEY, TOUR_KEY],
    }),
  )
  const { sizes, problem, cleared } = useStore(kept)
  useEffect(() => {
    if (!shown) return
    kept.setState({ status: 'idle', withOwn: false, cleared: null, problem: null })
    void kept.measure()
  }, [shown, kept])
  return (
    <PageDialog
      shown={shown}
      onShow={onShow}
      title={words.title}
      intro={words.intro}
      // Safari gives no focus to a pressed button, and a notice with its button may be gone.
      focusAfter={() => (opener.isConnected ? opener : document.getElementById(KEPT_BUTTON))}
    >
      {sizes ? (
        <div className="dialog-lines kept-lines">
          <Sizes sizes={sizes} />
          <Choice kept={kept} sizes={sizes} />
        </div>
      ) : (
        <p className="quiet kept-lines" role="status">
          {words.counting}
        </p>
      )}
      {cleared !== null && (
        <p className="notice" role="status">
          {words.cleared(bytesText(cleared))}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </PageDialog>
  )
}

function Sizes({ sizes: { models, page, settings } }: { readonly sizes: KeptSizes }) {
  return (
    <dl className="kept-sizes">
      <Line name={words.models} bytes={models} />
      <Line name={words.page} bytes={page} />
      <Line name={words.settings} bytes={settings} />
    </dl>
  )
}

function Line({ name, bytes }: { readonly name: string; readonly bytes: number }) {
  return (
    <div className="kept-line">
      <dt>{name}</dt>
      <dd>{bytes > 0 ? bytesText(bytes) : words.nothing}</dd>
    </div>
  )
}

/** The question takes the place of the button that had the focus. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus()

/** What goes, asked twice; the visitor's own work only where that is ticked. */
function Choice({ kept, sizes }: { readonly kept: KeptData; readonly sizes: KeptSizes }) {
  const { status, withOwn } = useStore(kept)
  const { own } = sizes
  const id = useId()
  const all = sumOf(sizes, withOwn)
  const size = bytesText(all)
  const isAsked = status !== 'idle'
  return (
    <>
      {own.bytes > 0 && (
        <div className="kept-own">
          <label>
            <input
              type="checkbox"
              checked={withOwn}
              disabled={isAsked}
              aria-describedby={id}
              onChange={({ target }) => kept.setState({ withOwn: target.checked })}
            />
            <span>{words.own(own.experts, own.trainings, bytesText(own.bytes))}</span>
          </label>
          <p id={id} className="quiet">
            {words.ownWarning}
          </p>
        </div>
      )}
      {status === 'idle' && all + own.bytes > 0 && (
        <p>
          <button
            type="button"
            className="button"
            disabled={all === 0}
            onClick={() => kept.setState({ status: 'confirming', cleared: null })}
          >
            {words.clear(size)}
          </button>
        </p>
      )}
      {isAsked && (
        <fieldset className="kept-sure" disabled={status === 'clearing'}>
          <p role="alert">{words.sure(size, withOwn ? own.experts : 0)}</p>
          <div className="row">
            <button
              type="button"
              className="button"
              ref={takeFocus}
              onClick={() => kept.setState({ status: 'idle' })}
            >
              {words.keep}
            </button>
            <button type="button" className="button primary" onClick={() => void kept.clear()}>
              {status === 'clearing' ? words.clearing : words.sureClear}
            </button>
          </div>
        </fieldset>
      )}
    </>
  )
}
