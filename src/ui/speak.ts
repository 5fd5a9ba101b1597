import { type Language, nowSpeaking, storedLanguage, wantedLanguage } from './language.ts'

/** Each fills the catalogue; English is there already. */
const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<void>>> = {
  de: async () => (await import('./messages/de/fill-german.ts')).fillGerman(),
}

/**
 * Fetches the language that the visitor wants and fills the texts with it, English where it cannot be had. Has to end
 * before a module that reads texts is evaluated.
 */
export async function speakWantedLanguage(): Promise<void> {
  let now = wantedLanguage(storedLanguage(), navigator.languages)
  try {
    if (now !== 'en') await TRANSLATIONS[now]()
  } catch {
    now = 'en'
  }
  nowSpeaking(now)
  document.documentElement.lang = now
  if (now !== 'en')
    document.querySelector('link[rel="manifest"]')?.setAttribute('href', `./manifest.${now}.webmanifest`)
}
