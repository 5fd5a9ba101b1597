import { type Language, nowSpeaking, storedLanguage, wantedLanguage } from './language.ts'
import { persistently } from './persistently.ts'

/** Puts a language in the place of English, and gives what puts English back. */
type Fill = () => () => void

const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Fill>>> = {
  de: async () => (await persistently(() => import('./messages/de/fill-german.ts'))).fillGerman,
}

/** Null while the texts are English, as they are to begin with. */
let putEnglishBack: (() => void) | null = null

/**
 * Fetches the texts of a language and fills the catalogue with them. Whoever follows `onLanguage` then reads them anew.
 * @throws what the browser throws where they cannot be had; then all stays as it was.
 */
export async function speak(now: Language): Promise<void> {
  const fill = now === 'en' ? null : await TRANSLATIONS[now]()
  putEnglishBack?.()
  putEnglishBack = fill?.() ?? null
  document.documentElement.lang = now
  const manifest = now === 'en' ? 'manifest' : `manifest.${now}`
  document.querySelector('link[rel="manifest"]')?.setAttribute('href', `./${manifest}.webmanifest`)
  nowSpeaking(now)
}

/** The language that the visitor wants, English where it cannot be had. Has to end before the page is rendered. */
export async function speakWantedLanguage(): Promise<void> {
  try {
    await speak(wantedLanguage(storedLanguage(), navigator.languages))
  } catch {
    await speak('en')
  }
}
