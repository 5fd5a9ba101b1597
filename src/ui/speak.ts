import { type Language, language, nowSpeaking, storedLanguage, wantedLanguage } from './language.ts'
import { persistently } from './persistently.ts'

/** German texts, and the English ones that they took the place of: both come with the first of them. */
const german = () => persistently(() => import('./messages/de/fill-german.ts'))

/** Each fills the catalogue, which begins in English. */
const FILL: Readonly<Record<Language, () => Promise<void>>> = {
  en: async () => {
    if (language() !== 'en') (await german()).fillEnglish()
  },
  de: async () => (await german()).fillGerman(),
}

/**
 * Fetches the texts of a language and fills the catalogue with them. Whoever follows `onLanguage` then reads them anew.
 * @throws what the browser throws where they cannot be had; then all stays as it was.
 */
export async function speak(now: Language): Promise<void> {
  await FILL[now]()
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
