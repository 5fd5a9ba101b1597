import { PbfReader } from 'pbf'
import { AppError } from '../../core/errors.ts'

/** `ModelProto.SentencePiece.Type` */
export const PIECE_TYPE = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const

/** What a `tokenizer.model` says; fields of SentencePiece's `ModelProto`, whose defaults stand where it is silent. */
export interface SentencePieceModel {
  readonly kind: 'unigram' | 'bpe'
  readonly byteFallback: boolean
  readonly pieces: readonly Piece[]
  /** Negative for none. */
  readonly unk: number
  readonly bos: number
  readonly eos: number
}
interface Piece {
  readonly piece: string
  readonly score: number
  readonly type: number
}

const MAX_PIECES = 2 ** 21
const KINDS: Readonly<Record<number, SentencePieceModel['kind'] | 'word' | 'char'>> = {
  1: 'unigram',
  2: 'bpe',
  3: 'word',
  4: 'char',
}

/** @throws AppError `bad-model` for what is no such file; `unsupported` for a vocabulary of words or characters */
export function readModelFile(bytes: Uint8Array): SentencePieceModel {
  const pieces: Piece[] = []
  let trainer = new Uint8Array()
  readMessage(bytes, (field, reader) => {
    if (field === 1) pieces.push(readPiece(reader.readBytes()))
    else if (field === 2) trainer = new Uint8Array(reader.readBytes())
    if (pieces.length > MAX_PIECES) throw broken('it has millions of pieces')
  })
  if (pieces.length === 0) throw broken('it has no pieces')
  const spec = { kind: 1, byteFallback: 0, unk: 0, bos: 1, eos: 2 }
  readMessage(trainer, (field, reader) => {
    if (field === 3) spec.kind = reader.readVarint()
    else if (field === 35) spec.byteFallback = reader.readVarint()
    else if (field === 40) spec.unk = reader.readVarint(true)
    else if (field === 41) spec.bos = reader.readVarint(true)
    else if (field === 42) spec.eos = reader.readVarint(true)
  })
  const { unk, bos, eos } = spec
  const kind = KINDS[spec.kind]
  if (kind === undefined) throw broken(`it is of the kind ${spec.kind}`)
  if (kind === 'word' || kind === 'char')
    throw new AppError(
      'unsupported',
      `This playground does not read a tokenizer.model of the kind "${kind}".`,
      {
        advice: 'Choose a model whose tokenizer.model is of the kind bpe or unigram.',
      },
    )
  return { kind, byteFallback: spec.byteFallback !== 0, pieces, unk, bos, eos }
}

function readPiece(bytes: Uint8Array): Piece {
  const found = { piece: '', score: 0, type: PIECE_TYPE.normal as number }
  readMessage(bytes, (field, reader) => {
    if (field === 1) found.piece = reader.readString()
    else if (field === 2) found.score = reader.readFloat()
    else if (field === 3) found.type = reader.readVarint()
  })
  if (!Number.isFinite(found.score)) throw broken('a piece has a score that is no number')
  return found
}

/** @param read takes the value of a field, or leaves it to be passed over */
function readMessage(bytes: Uint8Array, read: (field: number, reader: PbfReader) => void): void {
  const reader = new PbfReader(bytes)
  try {
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) read(field, reader)
    // The library is content with a value that goes on behind the end, and ends at a field 0.
    if (reader.pos !== bytes.length) throw broken('it ends in the middle')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw broken('it is no protocol buffer', cause)
  }
}

function broken(reason: string, cause?: unknown): AppError {
  return new AppError('bad-model', `tokenizer.model is no sound SentencePiece model: ${reason}.`, {
    advice: 'Download the file again, or put a tokenizer.json in its place.',
    cause,
  })
}
