import { fetchFile } from '../io/fetch-file.ts'

/** A server that sends nothing for so long is asked again; four times of it are what a visitor is made to wait. */
const STALL_MS = 10_000

/** What has come, or is on its way, by address. */
const coming = new Map<string, Promise<unknown>>()

/**
 * Loads a module once all the files that it needs have come whole, and its style sheets are in force. A browser refuses
 * for as long as the page is open a script that failed once where another script imports it; so none is imported before
 * it is known to be there, and whoever asks again after a failure gets it. It also has them come side by side.
 *
 * Stands in the build for Vite's own preloading, which is called the same way (`vite.config.ts`).
 * @param files what the module needs beside the scripts of the first page, relative to `importer`
 * @throws AppError `network`, `missing` or `integrity` where a file cannot be had; what `load` throws
 */
export async function fetchedFirst<T>(
  load: () => Promise<T>,
  files: readonly string[] | undefined,
  importer: string,
): Promise<T> {
  const there = new Set([...document.styleSheets].filter(isInForce).map(({ href }) => href))
  const addresses = (files ?? []).map((file) => new URL(file, importer).href)
  await Promise.all(addresses.filter((address) => !there.has(address)).map(fetchOnce))
  return load()
}

/** False for a sheet that could not be had: browsers list it all the same, with no rules or none that may be read. */
export function isInForce(sheet: CSSStyleSheet | null): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0
  } catch {
    return false
  }
}

function fetchOnce(address: string): Promise<unknown> {
  const known = coming.get(address)
  if (known) return known
  const file = fetchWhole(address).catch((thrown: unknown) => {
    coming.delete(address)
    throw thrown
  })
  coming.set(address, file)
  return file
}

async function fetchWhole(address: string): Promise<void> {
  await fetchFile(new URL(address), { stallMs: STALL_MS })
  if (address.endsWith('.css')) await addSheet(address)
}

/** @throws Error where it does not come after all; nothing of it is left then */
function addSheet(address: string): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.crossOrigin = ''
  link.href = address
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => {
      link.remove()
      reject(new Error(`${address} could not be fetched.`))
    })
    document.head.append(link)
  })
}
