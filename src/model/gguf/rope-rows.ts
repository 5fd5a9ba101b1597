/**
 * Undoes the order in which Llama files in GGUF keep the rows of q and k. llama.cpp turns neighbouring rows where
 * Hugging Face turns the two halves of a head, so its converter stores row `half · s + j` of a head as row `2j + s`.
 *
 * @param data `[heads · headDim, width]` row major.
 */
export function unpermuteRows(data: Float32Array, headDim: number, width: number): Float32Array {
  const result = new Float32Array(data.length)
  const half = headDim / 2
  const rows = data.length / width
  for (let row = 0; row < rows; row++) {
    const inHead = row % headDim
    const source = row - inHead + 2 * (inHead % half) + Math.floor(inHead / half)
    result.set(data.subarray(source * width, (source + 1) * width), row * width)
  }
  return result
}
