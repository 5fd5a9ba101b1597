/** The languages of the page, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

/** How each writes numbers, dates and lists. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

/** What it is kept under in the browser. */
export const LANGUAGE_KEY = 'language'

/** Between the whole and the fraction of a number; asking `Intl` for it would load its tables before the first paint. */
const DECIMAL_MARKS: Readonly<Record<Language, string>> = { en: '.', de: ',' }

let spoken: Language = 'en'
const listeners = new Set<() => void>()

/** The language that the page's texts are in now. */
export function language(): Language {
  return spoken
}

/** The same as a locale for `Intl`. */
export function locale(): string {
  return LOCALES[spoken]
}

/** Between the whole and the fraction of a number. */
export function decimalMark(): string {
  return DECIMAL_MARKS[spoken]
}

/** Says in which language the texts are; to change them as well is the work of `speak`. */
export function nowSpeaking(now: Language): void {
  spoken = now
  for (const listener of listeners) listener()
}

/** Calls back after each change of the texts, until the function that it gives is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function isLanguage(value: string | null | undefined): value is Language {
  return value !== null && value !== undefined && Object.hasOwn(LANGUAGES, value)
}

/**
 * A choice made before, else the first language of the browser that the page has, else English.
 * @param stored what an earlier visit kept, if anything
 * @param preferred BCP 47 tags, the best first
 */
export function wantedLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (isLanguage(stored)) return stored
  return preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en'
}

/** The choice stored, or asked for in the address as `?lang=de`; null where there is none or the browser keeps nothing. */
export function storedLanguage(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY) ?? asked()
  } catch {
    return asked()
  }
}

function asked(): string | null {
  return new URLSearchParams(location.search).get('lang')
}

/** Keeps a choice for the next visit. Private windows may refuse storage: then the address says it. */
export function storeLanguage(chosen: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, chosen)
  } catch {
    history.replaceState(history.state, '', `?lang=${chosen}${location.hash}`)
  }
}
