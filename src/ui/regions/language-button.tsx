import { offered } from '../../io/offered.ts'
import { writeAddress } from '../address.ts'
import { changeLanguage, LANGUAGES, type Language, language } from '../language.ts'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

const ALL = Object.keys(LANGUAGES) as Language[]

/** Set while the page opens again because this button was pressed. */
const PRESSED = 'language-pressed'

/** The page opens again under the hand that pressed the button: a keyboard goes on from there. */
function takeFocusBack(button: HTMLButtonElement | null): void {
  if (!button || offered(() => sessionStorage.getItem(PRESSED)) === undefined) return
  offered(() => sessionStorage.removeItem(PRESSED))
  button.focus({ preventScroll: true })
}

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
      ref={takeFocusBack}
      onClick={() => {
        offered(() => sessionStorage.setItem(PRESSED, next))
        writeAddress(link())
        changeLanguage(next)
      }}
    >
      {next.toUpperCase()}
    </button>
  )
}
