import { AppError } from '../core/errors.ts'
import { plainForm } from './chat-form.ts'
import type { Tokenizer } from './tokenizer.ts'

/**
 * What stands for the tokenizer of a model that came without one: its text is token ids in decimal, apart by spaces
 * or commas. So such a model can be factored, run and compared like any other.
 *
 * @param vocabSize rows of the embedding: ids are below it.
 * @param eosIds end an answer.
 */
export function createIdTokenizer(vocabSize: number, eosIds: readonly number[]): Tokenizer {
  const check = (id: number): number => {
    if (Number.isSafeInteger(id) && id >= 0 && id < vocabSize) return id
    throw new AppError('bad-input', `There is no token with the id ${id}.`, {
      advice: `The ids of this model run from 0 to ${vocabSize - 1}.`,
    })
  }
  const encode = (text: string): number[] => {
    const words = text.split(/[\s,]+/).filter((word) => word !== '')
    if (words.every((word) => /^\d{1,9}$/.test(word))) return words.map((word) => check(Number(word)))
    throw new AppError('unsupported', 'This model came without a tokenizer: it reads token ids, not words.', {
      advice: `Write ids from 0 to ${vocabSize - 1}, like "1 5 66", or put tokenizer.json beside the weights.`,
    })
  }
  const chat = plainForm({ specials: new Map(), encode, encodeMarked: encode, start: [] })
  return {
    vocabSize,
    stopIds: [...new Set(eosIds.filter((id) => id < vocabSize))],
    form: chat.form,
    encode,
    completionIds: encode,
    decode: (ids) => ids.map(check).join(' '),
    pieces: (ids) => ids.map((id) => ` ${check(id)}`),
    promptIds: (prompt, { system } = {}) =>
      chat.ids([
        ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
        { role: 'user', content: prompt },
      ]),
    chatIds: chat.ids,
  }
}
