let tries = 0

/**
 * Loads a script of the page. A browser may remember that an address failed, and not ask for it again: then another one
 * leads to the same file.
 * @throws what the browser throws where that fails too, or the script is not this page's
 */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (thrown) {
    const address = ownScript(thrown)
    if (address === undefined) throw thrown
    tries += 1
    return (await import(/* @vite-ignore */ `${address}?again=${tries}`)) as T
  }
}

/** Of the script that could not be fetched, as browsers put it into words. */
function ownScript(thrown: unknown): string | undefined {
  const address = /https?:\S+\.js/.exec(String(thrown))?.[0]
  return address !== undefined && new URL(address).origin === location.origin ? address : undefined
}
