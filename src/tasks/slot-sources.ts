import { PHRASES } from './phrases.ts'

/** Regular expression source of a number a prompt may hold: 0 to 99, one token each. */
export const NUMBER = '(?:0|[1-9][0-9]?)'

/** Regular expression source of any wording of a list operation. */
export const PHRASE = `(?:${PHRASES.map(({ wording }) => wording.replace('{k}', NUMBER)).join('|')})`
