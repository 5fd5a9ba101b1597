/**
 * A guess of what is left of even work, in words; empty before there is anything to guess from.
 * @param share of the work that is done, from 0 to 1.
 */
export function timeLeft(elapsedMs: number, share: number): string {
  if (!(share > 0) || elapsedMs < 1000) return ''
  const seconds = Math.round((elapsedMs * (1 - share)) / share / 1000)
  if (seconds < 60) return `${seconds} s left`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s left`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}
