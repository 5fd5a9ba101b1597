/** A part of a link that was not understood and therefore not applied. */
export interface UrlProblem {
  readonly key: string
  readonly value: string
  readonly reason: string
}
