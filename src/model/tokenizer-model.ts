import type { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import * as v from 'valibot'
import { precompiled } from './precompiled.ts'
import { UnigramModel, unigram } from './unigram.ts'

export const MAX_TOKEN_ID = 2 ** 24

const Words = v.looseObject({
  // Not v.record, which drops keys such as "constructor": a vocabulary has such words.
  vocab: v.custom<Readonly<Record<string, number>>>(isVocabulary, 'Expected words with ids'),
})
const Pieces = v.object({ vocab: v.array(v.unknown()) })

/** The `model` of a tokenizer.json: of words with ids (BPE and its kind), or of pieces with scores (Unigram). */
export const TokenizerModelJson = v.lazy((input) => (v.is(Pieces, input) ? UnigramModel : Words))
type TokenizerModel = v.InferOutput<typeof TokenizerModelJson>

export function idsOf(model: TokenizerModel): Iterable<number> {
  return isUnigram(model) ? model.vocab.keys() : Object.values(model.vocab)
}

/** With no words: for a tokenizer that is given the model of another. */
export function emptied(model: TokenizerModel): object {
  return isUnigram(model) ? { ...model, vocab: [['', 0]], unk_id: 0 } : { ...model, vocab: {}, merges: [] }
}

/** For a tokenizer that reads no text as one of these words, whatever they are in its vocabulary. */
export function withoutWords(model: TokenizerModel, words: ReadonlySet<string>): object {
  if (isUnigram(model)) return model
  const stays = ([word]: [string, number]) => !words.has(word) || word === model.unk_token
  return { ...model, vocab: Object.fromEntries(Object.entries(model.vocab).filter(stays)) }
}

/**
 * Puts what the library does in another way than Hugging Face's own right: it spells no unknown run of Unigram by bytes,
 * has NFKC for SentencePiece's own normalisation, and loses U+FEFF where that was spelled by bytes.
 *
 * @param words as of `withoutWords`
 * @throws AppError `bad-model`
 */
export function fitTokenizer(
  tokenizer: HuggingFaceTokenizer,
  model: TokenizerModel,
  words?: ReadonlySet<string>,
): HuggingFaceTokenizer {
  fitNormalizer(tokenizer.normalizer)
  fitDecoder(tokenizer.decoder)
  if (tokenizer.model && isUnigram(model)) {
    const split = unigram(model, words)
    tokenizer.model.encode = (texts: string[]) => texts.flatMap(split)
    // Runs are fused already, and those of two texts are two.
    tokenizer.model.fuse_unk = false
  }
  return tokenizer
}

function fitNormalizer(part: unknown): void {
  if (!isPart(part)) return
  if (Array.isArray(part.normalizers)) part.normalizers.forEach(fitNormalizer)
  if (typeof part.charsmap === 'string') part.normalize = precompiled(part.charsmap)
}

function fitDecoder(part: unknown): void {
  if (!isPart(part)) return
  if (Array.isArray(part.decoders)) part.decoders.forEach(fitDecoder)
  if (part.text_decoder instanceof TextDecoder)
    part.text_decoder = new TextDecoder('utf-8', { ignoreBOM: true })
}

/** The library's parts are functions with properties. */
function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'function'
}

function isUnigram(model: TokenizerModel): model is v.InferOutput<typeof UnigramModel> {
  return Array.isArray(model.vocab)
}

function isVocabulary(value: unknown): boolean {
  const isId = (entry: unknown) =>
    Number.isSafeInteger(entry) && Number(entry) >= 0 && Number(entry) <= MAX_TOKEN_ID
  return typeof value === 'object' && value !== null && Object.values(value).every(isId)
}
