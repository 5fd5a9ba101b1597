/** A sentence as a part of another; `WebGPU …` and `GPU …` keep their capitals. */
export function inSentence(text: string): string {
  return /^\S*[A-Z]\S*[A-Z]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
