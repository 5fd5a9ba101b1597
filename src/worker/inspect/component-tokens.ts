import { type AlignedRows, createRowRanking } from '../../core/inspect/aligned-rows.ts'
import type { FactoredLinear, FactoredModel, StoredArray } from '../../model/factored-model.ts'
import type { ModuleKind } from '../../model/llama-config.ts'
import { toFloat32 } from '../../model/stored-array.ts'
import type { Tokenizer } from '../../model/tokenizer.ts'
import type { ComponentTokens, TokenEnds } from '../spectra.ts'

/** Rows of an embedding that are made float32 at a time. */
const BLOCK = 256

const READERS: readonly ModuleKind[] = ['q', 'k', 'v', 'gate', 'up']
const WRITERS: readonly ModuleKind[] = ['o', 'down']

interface Asked {
  readonly linear: FactoredLinear
  readonly indices: readonly number[]
  /** Tokens to name at either end. */
  readonly count: number
  /** Lets others have their turn: a large vocabulary takes tenths of a second. May throw to end the work. */
  readonly pause: () => Promise<void>
}

/** What components of one module read from the residual stream and what they write to it, in tokens. */
export async function componentTokens(
  { model, tokenizer }: { readonly model: FactoredModel; readonly tokenizer: Tokenizer },
  { linear, indices, count, pause }: Asked,
): Promise<ComponentTokens[]> {
  const { kind, layer } = linear
  const block = model.blocks[layer]
  const named = (rows: readonly AlignedRows[] | null) => (place: number) => endsOf(tokenizer, rows?.[place])
  let reads: AlignedRows[] | null = null
  let writes: AlignedRows[] | null = null
  if (READERS.includes(kind) && block) {
    const gain = kind === 'gate' || kind === 'up' ? block.postAttentionNorm : block.inputNorm
    const directions = columns(linear.v, linear.rank, indices)
    reads = await rankRows(
      model.embedding,
      createRowRanking(directions, gain, 'reads', count),
      gain.length,
      pause,
    )
  }
  if (WRITERS.includes(kind)) {
    const directions = columns(linear.u, linear.rank, indices)
    const ranking = createRowRanking(directions, model.finalNorm, 'writes', count)
    writes = await rankRows(model.lmHead ?? model.embedding, ranking, model.finalNorm.length, pause)
  }
  const [readsAt, writesAt] = [named(reads), named(writes)]
  return indices.map((index, place) => ({ index, reads: readsAt(place), writes: writesAt(place) }))
}

async function rankRows(
  table: StoredArray,
  ranking: ReturnType<typeof createRowRanking>,
  width: number,
  pause: () => Promise<void>,
): Promise<AlignedRows[]> {
  for (let start = 0; start < table.data.length; start += BLOCK * width) {
    const end = start + BLOCK * width
    ranking.add(
      table.dtype === 'F32'
        ? table.data.subarray(start, end)
        : toFloat32({ dtype: table.dtype, data: table.data.subarray(start, end) }),
    )
    await pause()
  }
  return [...ranking.result()]
}

/** Some columns of a row-major `[rows, rank]`. */
function columns(matrix: StoredArray, rank: number, indices: readonly number[]): Float32Array[] {
  const values = toFloat32(matrix)
  return indices.map((index) =>
    Float32Array.from({ length: values.length / rank }, (_, row) => values[row * rank + index] ?? 0),
  )
}

function endsOf(tokenizer: Tokenizer, rows: AlignedRows | undefined): TokenEnds | null {
  if (!rows) return null
  const named = (list: AlignedRows['most']) =>
    list.map(({ row, score }) => ({ id: row, text: textOf(tokenizer, row), score }))
  return { most: named(rows.most), least: named(rows.least) }
}

/** An embedding may have more rows than the tokenizer knows tokens. */
function textOf(tokenizer: Tokenizer, id: number): string {
  try {
    return tokenizer.pieces([id])[0] ?? ''
  } catch {
    return ''
  }
}
