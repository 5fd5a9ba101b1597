import { changeLanguage, LANGUAGES, type Language, language } from '../language.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

const ALL = Object.keys(LANGUAGES) as Language[]

/** The next language, by its own name; the page opens again in it, with all that its address keeps. */
export function LanguageButton() {
  const { link } = usePlayground()
  const next = ALL[(ALL.indexOf(language()) + 1) % ALL.length] ?? 'en'
  return (
    <button
      type="button"
      className="button icon-button language-button"
      lang={next}
      aria-label={LANGUAGES[next]}
      title={`${en.language}: ${LANGUAGES[next]}`}
      onClick={() => {
        history.replaceState(null, '', link())
        changeLanguage(next)
      }}
    >
      {next.toUpperCase()}
    </button>
  )
}
