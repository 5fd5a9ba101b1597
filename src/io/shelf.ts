import { AppError } from '../core/errors.ts'
import { inTime } from '../core/in-time.ts'
import { offered } from './offered.ts'

/** Keeps plain data under names, typed arrays included, from one visit to the next. */
export interface Shelf {
  /** Undefined where nothing is kept under that name. */
  get(name: string): Promise<unknown>
  put(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  /** Everything whose name begins so, by name. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>
}

const DATABASE = 'transformer2-playground'
const STORE = 'kept'
const VERSION = 1
/** Some browsers leave a database that they cannot open, or another tab holds on to, without any answer. */
const MOST_MS = 10_000

/**
 * A shelf in IndexedDB, opened when it is first used.
 * Errors of every method: `quota` when the disk or the allowance is full, `unsupported` where the browser keeps
 * nothing (some private windows), `io`, also where the browser does not answer for ten seconds.
 */
export function createIndexedDbShelf(factory = offered(() => indexedDB)): Shelf {
  let opening: Promise<IDBDatabase> | null = null
  /** Whether opening it has been waited for in vain, and is still without an answer. */
  let isSilent = false

  function database(): Promise<IDBDatabase> {
    opening ??= open(factory).then(
      (db) => {
        isSilent = false
        // Another tab may need a newer version, or the browser may take the database away: open it again then.
        const forget = (): void => {
          opening = null
          db.close()
        }
        db.onversionchange = forget
        db.onclose = forget
        return db
      },
      (thrown: unknown) => {
        isSilent = false
        opening = null
        throw thrown
      },
    )
    if (isSilent) return Promise.reject(silent())
    return inTime(opening, MOST_MS, () => {
      isSilent = true
      return silent()
    })
  }

  /** The browser may be about to take the database away: then it is opened again, once. */
  async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    const db = await database()
    try {
      return db.transaction(STORE, mode)
    } catch (thrown) {
      if (!(thrown instanceof DOMException && thrown.name === 'InvalidStateError')) throw failure(thrown)
      opening = null
      return (await database()).transaction(STORE, mode)
    }
  }

  async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = await begin(mode)
    const done = new Promise<T>((resolve, reject) => {
      try {
        const request = ask(transaction.objectStore(STORE))
        // Only a finished transaction is on the disk.
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(failure(transaction.error ?? request.error))
      } catch (thrown) {
        reject(failure(thrown))
      }
    })
    return inTime(done, MOST_MS, silent)
  }

  return {
    get: (name) => run('readonly', (store) => store.get(name)),
    put: async (name, value) => void (await run('readwrite', (store) => store.put(value, name))),
    remove: async (name) => void (await run('readwrite', (store) => store.delete(name))),
    async list(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
      const [names, values] = await Promise.all([
        run('readonly', (store) => store.getAllKeys(range)),
        run('readonly', (store) => store.getAll(range)),
      ])
      return new Map(names.map((name, index) => [String(name), values[index] as unknown]))
    },
  }
}

function open(factory: IDBFactory | undefined): Promise<IDBDatabase> {
  if (!factory) return Promise.reject(failure(null))
  return new Promise((resolve, reject) => {
    try {
      const request = factory.open(DATABASE, VERSION)
      request.onupgradeneeded = () => void request.result.createObjectStore(STORE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(failure(request.error))
    } catch (thrown) {
      reject(failure(thrown))
    }
  })
}

function silent(): AppError {
  return new AppError('io', 'The browser does not answer when it is asked for what it keeps for this page.', {
    advice: 'Close other tabs of this page or start the browser again; download what you want to keep.',
  })
}

function failure(cause: unknown): AppError {
  const name = cause instanceof DOMException ? cause.name : ''
  if (name === 'QuotaExceededError') {
    return new AppError('quota', 'The browser has no more room to keep things for this page.', {
      advice: 'Download what you want to keep, and remove experts you no longer need.',
      cause,
    })
  }
  if (cause === null || name === 'SecurityError' || name === 'InvalidStateError') {
    return new AppError('unsupported', 'This browser keeps nothing for this page (a private window?).', {
      advice: 'Download what you want to keep before you leave.',
      cause,
    })
  }
  return new AppError('io', 'The browser could not read or keep what belongs to this page.', { cause })
}
