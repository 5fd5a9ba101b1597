import { AppError } from '../core/errors.ts'

/** Servers that answer for every path, and networks that want a login first, send one of these with status 200. */
const BEGINNING = /^\s*<(!doctype\s+html|html|head|body)[\s>]/i
const LOOKED_AT = 64

/** By its type: a web page came where a file was asked for. */
export function isWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') === true
}

/** By its first bytes, where the server says no type or a wrong one. */
export function beginsAsWebPage(bytes: Uint8Array): boolean {
  return BEGINNING.test(new TextDecoder().decode(bytes.subarray(0, LOOKED_AT)))
}

/** The error that a web page came where `what` was asked for, `integrity`. */
export function webPageInstead(what: string): AppError {
  return new AppError('integrity', `A web page came instead of ${what}.`, {
    advice:
      'The server may answer for files it does not have, or a network login may stand in between: open any page in the browser, then try again.',
  })
}
