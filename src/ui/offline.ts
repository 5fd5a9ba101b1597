import { createStore, type StoreApi } from 'zustand/vanilla'
import { offered } from '../io/offered.ts'

/** Whether the page can be opened again without a network. */
export interface OfflineState {
  /**
   * `kept`: every file of the page is here. `newer`: those of a newer version are too, and wait for a reload, or another
   * tab has taken them already.
   */
  readonly status: 'no' | 'kept' | 'newer'
  readonly waiting: ServiceWorker | null
}

/** One for the page: what is kept belongs to its address, whatever it shows. */
export const offline: StoreApi<OfflineState> = createStore(() => ({ status: 'no', waiting: null }))

/** Null where there is none, and where a browser has no workers of this kind here or refuses them. */
export function controllingWorker(): ServiceWorker | null {
  return offered(() => navigator.serviceWorker)?.controller ?? null
}

/**
 * Keeps the page for a visit without a network: a service worker fetches all its files once. Never rejects: where there
 * is none, as on an address that is not secure or in some private windows, the page works all the same.
 * @param from the worker that the page came from: meanwhile another tab may have taken a newer one
 */
export async function keepPage(from: ServiceWorker | null): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || savesData()) return
  try {
    const { serviceWorker } = navigator
    const look = follow(await serviceWorker.register(new URL('offline.js', document.baseURI)), from)
    // The first visit's page begins under no worker, until the one that has kept its files takes it over.
    let isFirst = serviceWorker.controller === null
    serviceWorker.addEventListener('controllerchange', () => {
      if (isFirst) look()
      // Parts of this version that were not shown yet are gone: what is typed here stays until the visitor loads it.
      else offline.setState({ status: 'newer', waiting: null })
      isFirst = false
    })
  } catch {
    // The page then is what it is without: nothing is lost that was there.
  }
}

/** For the newer worker to take over by itself. */
const PATIENCE_MS = 4000

/** Takes the newer version and loads the page again; what is in the address stays. */
export function takeNewer(): void {
  const { waiting } = offline.getState()
  if (waiting?.state !== 'installed') {
    location.reload()
    return
  }
  // A page that was loaded past the worker is under none, and would not be told that there is another one.
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload()
  })
  waiting.postMessage({ type: 'SKIP_WAITING' })
  setTimeout(() => void loadFromHost(), PATIENCE_MS)
}

/**
 * Browsers hold the newer worker back for as long as the old one is at work, which may be minutes: the old one is then
 * let go, and the page comes from its host. Nothing happens where that is out of reach.
 */
async function loadFromHost(): Promise<void> {
  try {
    const { ok } = await fetch(new URL('./?past-cache=1', document.baseURI), { cache: 'no-store' })
    if (!ok) return
    await (await navigator.serviceWorker.getRegistration())?.unregister()
    location.reload()
  } catch {
    // The page goes on as it is, and so does the offer.
  }
}

/** A phone on a metered line is not made to fetch what nobody has asked for. */
function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }
  return connection?.saveData === true
}

/** Gives what looks at the workers again. */
function follow(registration: ServiceWorkerRegistration, from: ServiceWorker | null): () => void {
  /** Of the version that this page is of. */
  let own = from
  const look = (): void => {
    const { active, waiting } = registration
    if (!active) return
    // A page that came past the worker is of the version that its host has, which may be waiting still.
    own ??= navigator.serviceWorker.controller ?? waiting ?? active
    // Where another tab has taken the newer version, this page goes on as it is until its visitor loads it as well.
    offline.setState({ status: own === (waiting ?? active) ? 'kept' : 'newer', waiting })
  }
  const watch = (): void => registration.installing?.addEventListener('statechange', look)
  registration.addEventListener('updatefound', watch)
  watch()
  look()
  return look
}
