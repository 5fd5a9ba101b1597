/**
 * Parameters of a long property test. The cases are the same every time, so that what fails is the change and not luck;
 * `T2_FUZZ_SEED=N npx vitest run hostile` tries others.
 */
export function fuzzRuns(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns, seed: Number(process.env.T2_FUZZ_SEED ?? 1) }
}
