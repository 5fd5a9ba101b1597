import { AppError, type AppErrorCode } from '../../src/core/errors.ts'

/** Assertions in the page, where Playwright's are out of reach; a failed one fails the test that called. */
export function expectEqual(got: unknown, want: unknown): void {
  const [left, right] = [show(got), show(want)]
  if (left !== right) throw new Error(`got ${left.slice(0, 400)}, want ${right.slice(0, 400)}`)
}

export function expectDifferent(a: unknown, b: unknown): void {
  if (show(a) === show(b)) throw new Error(`both are ${show(a).slice(0, 400)}`)
}

export function expectSmall(error: number, tolerance: number): void {
  if (!(error <= tolerance)) throw new Error(`error ${error}, at most ${tolerance} is allowed`)
}

export async function expectRejection(work: Promise<unknown>, code: AppErrorCode): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError && error.code === code) return error
    throw new Error(`rejected with ${String(error)}, want ${code}`)
  }
  throw new Error(`did not reject, want ${code}`)
}

/** JSON keeps every bit of a number. */
function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      ArrayBuffer.isView(inner) ? [...(inner as Float32Array)] : inner,
    ) ?? ''
  )
}
