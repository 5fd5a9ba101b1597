/** How a file of results was made. Every one of them starts with this. */
export interface Origin {
  readonly command: string
  /** ISO date, UTC. */
  readonly date: string
  readonly seed: number
}
