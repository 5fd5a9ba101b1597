interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): unknown
}

/**
 * Lets this page start workers from its own origin, and nothing else, where the browser has Trusted Types:
 * under `require-trusted-types-for 'script'` it would refuse every address, those in libraries included. Call once,
 * before anything that starts a worker.
 */
export function allowOwnScripts(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  try {
    trustedTypes?.createPolicy('default', {
      createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
    })
  } catch {
    // An extension has taken the name: what its policy lets through decides, and the page says so where no worker starts.
  }
}
