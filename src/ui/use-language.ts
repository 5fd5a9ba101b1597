import { useSyncExternalStore } from 'react'
import { type Language, language, onLanguage } from './language.ts'

/** The language of the page's texts. What asks for it is rendered again when another one has taken their place. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language)
}
