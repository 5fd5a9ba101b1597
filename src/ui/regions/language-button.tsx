import { useState } from 'react'
import { LANGUAGES, type Language, storeLanguage } from '../language.ts'
import { en } from '../messages/en.ts'
import { speak } from '../speak.ts'
import { useLanguage } from '../use-language.ts'

const ALL = Object.keys(LANGUAGES) as Language[]

/** The next language, by its own name; the page goes on in it where it stands. */
export function LanguageButton() {
  const now = useLanguage()
  const [failed, setFailed] = useState(false)
  const next = ALL[(ALL.indexOf(now) + 1) % ALL.length] ?? 'en'
  async function change(): Promise<void> {
    try {
      await speak(next)
      storeLanguage(next)
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }
  return (
    <>
      <button
        type="button"
        className="button icon-button language-button"
        lang={next}
        aria-label={`${next.toUpperCase()}, ${LANGUAGES[next]}`}
        title={`${en.language}: ${LANGUAGES[next]}`}
        onClick={() => void change()}
      >
        {next.toUpperCase()}
      </button>
      {failed && (
        <span className="quiet" role="alert">
          {en.languageFailed(LANGUAGES[next])}
        </span>
      )}
    </>
  )
}
