let tries = 0

/**
 * Loads a script of the page, with its styles. A browser may remember that an address failed, and not ask for it again:
 * then another one leads to the same file.
 * @throws what the browser throws where that fails too, or the script is not this page's
 */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (thrown) {
    const hadStyles = await mendStyles()
    const address = ownScript(thrown)
    if (address !== undefined) return importAgain(address)
    if (!hadStyles) throw thrown
    return load().catch((again: unknown) => {
      const its = ownScript(again)
      if (its === undefined) throw again
      return importAgain(its)
    })
  }
}

/** Of the script that could not be fetched, as browsers put it into words. */
function ownScript(thrown: unknown): string | undefined {
  const address = /https?:\S+\.js/.exec(String(thrown))?.[0]
  return address !== undefined && new URL(address).origin === location.origin ? address : undefined
}

async function importAgain<T>(address: string): Promise<T> {
  tries += 1
  return (await import(/* @vite-ignore */ `${address}?again=${tries}`)) as T
}

/** Fetches sheets anew that did not come: whoever asked for them asks only once. True where there were some. */
async function mendStyles(): Promise<boolean> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')]
  const broken = links.filter(({ sheet }) => sheet === null)
  await Promise.all(broken.map(fetchAnew))
  return broken.length > 0
}

/** @throws Error where it does not come this time either; the broken one then stays, to be found again */
function fetchAnew(broken: HTMLLinkElement): Promise<void> {
  const link = broken.cloneNode() as HTMLLinkElement
  tries += 1
  link.href = `${broken.href.split('?')[0]}?again=${tries}`
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => {
      broken.remove()
      resolve()
    })
    link.addEventListener('error', () => {
      link.remove()
      reject(new Error(`${link.href} could not be fetched.`))
    })
    broken.after(link)
  })
}
