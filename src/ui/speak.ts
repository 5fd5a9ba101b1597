import { type Language, language, nowSpeaking, storedLanguage, wantedLanguage } from './language.ts'
import { nowTelling, type Teller } from './messages/told.ts'
import { persistently } from './persistently.ts'

/** Puts a language in the place of English, and gives what puts English back. */
type Fill = () => () => void

/** How a language comes: the texts of the page, and beside them those of errors, which come after the first paint. */
interface Translation {
  readonly fill: () => Promise<Fill>
  readonly teller: () => Promise<Teller>
}

const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, Translation>> = {
  de: {
    fill: async () => (await persistently(() => import('./messages/de/fill-german.ts'))).fillGerman,
    teller: async () => (await persistently(() => import('./messages/de/de-told.ts'))).tellInGerman,
  },
}

/** Null while the texts are English, as they are to begin with. */
let putEnglishBack: (() => void) | null = null

/**
 * Fetches the texts of a language and fills the catalogue with them. Whoever follows `onLanguage` then reads them anew.
 * @throws what the browser throws where they cannot be had; then all stays as it was.
 */
export async function speak(now: Language): Promise<void> {
  const fill = now === 'en' ? null : await TRANSLATIONS[now].fill()
  putEnglishBack?.()
  putEnglishBack = fill?.() ?? null
  document.documentElement.lang = now
  const manifest = now === 'en' ? 'manifest' : `manifest.${now}`
  document.querySelector('link[rel="manifest"]')?.setAttribute('href', `./${manifest}.webmanifest`)
  nowSpeaking(now)
  nowTelling(now === 'en' ? null : () => null)
  if (now !== 'en') void tellIn(now)
}

/** Where the sentences of errors cannot be had, the page goes on telling what kind of error it is. */
async function tellIn(now: Exclude<Language, 'en'>): Promise<void> {
  const teller = await TRANSLATIONS[now].teller().catch(() => null)
  if (teller && language() === now) nowTelling(teller)
}

/** The language that the visitor wants, English where it cannot be had. Has to end before the page is rendered. */
export async function speakWantedLanguage(): Promise<void> {
  try {
    await speak(wantedLanguage(storedLanguage(), navigator.languages))
  } catch {
    await speak('en')
  }
}
