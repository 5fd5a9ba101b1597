import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { controllingWorker, keepPage, offline } from './offline.ts'

class FakeWorker extends EventTarget {
  state: ServiceWorkerState

  constructor(state: ServiceWorkerState) {
    super()
    this.state = state
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null
  waiting: FakeWorker | null = null
  installing: FakeWorker | null = null
}

let registration: FakeRegistration
let container: EventTarget & { controller: FakeWorker | null }

beforeEach(() => {
  registration = new FakeRegistration()
  container = Object.assign(new EventTarget(), {
    controller: null,
    register: () => Promise.resolve(registration),
  })
  vi.stubEnv('PROD', true)
  vi.stubGlobal('document', { baseURI: 'https://page.example/' })
  vi.stubGlobal('navigator', { serviceWorker: container })
  offline.setState({ status: 'no', waiting: null })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

test('the first visit is kept when its files are, and is not told of its own worker as of a newer version', async () => {
  const first = new FakeWorker('installing')
  registration.installing = first
  await keepPage(controllingWorker())
  expect(offline.getState().status).toBe('no')

  first.state = 'activated'
  Object.assign(registration, { active: first, installing: null })
  first.dispatchEvent(new Event('statechange'))
  container.controller = first
  container.dispatchEvent(new Event('controllerchange'))
  expect(offline.getState().status).toBe('kept')
})

test('a version that waits, or that another tab has taken, is offered to a page of the older one', async () => {
  const old = new FakeWorker('activated')
  const newer = new FakeWorker('installed')
  Object.assign(registration, { active: old, waiting: newer })
  container.controller = old
  await keepPage(controllingWorker())
  expect(offline.getState()).toEqual({ status: 'newer', waiting: newer })

  Object.assign(registration, { active: newer, waiting: null })
  container.controller = newer
  container.dispatchEvent(new Event('controllerchange'))
  expect(offline.getState()).toEqual({ status: 'newer', waiting: null })
})

test('a page that came past the worker is of the version that waits: it is offered none, and is kept', async () => {
  const old = new FakeWorker('activated')
  const newer = new FakeWorker('installed')
  Object.assign(registration, { active: old, waiting: newer })
  await keepPage(controllingWorker())
  expect(offline.getState().status).toBe('kept')

  newer.state = 'activated'
  Object.assign(registration, { active: newer, waiting: null })
  container.controller = newer
  container.dispatchEvent(new Event('controllerchange'))
  expect(offline.getState().status).toBe('kept')

  registration.installing = new FakeWorker('installing')
  registration.dispatchEvent(new Event('updatefound'))
  const { installing } = registration
  Object.assign(registration, { waiting: installing, installing: null })
  installing.dispatchEvent(new Event('statechange'))
  expect(offline.getState()).toEqual({ status: 'newer', waiting: installing })
})

test('a page whose version another tab has replaced before anything was kept is offered the newer one', async () => {
  container.controller = new FakeWorker('activated')
  const from = controllingWorker()
  const newer = new FakeWorker('activated')
  registration.active = newer
  container.controller = newer
  await keepPage(from)
  expect(offline.getState()).toEqual({ status: 'newer', waiting: null })
})

test('a browser that refuses workers has none that the page could be of', async () => {
  vi.stubGlobal('navigator', {
    get serviceWorker(): never {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
  const from = controllingWorker()
  expect(from).toBeNull()
  await keepPage(from)
  expect(offline.getState().status).toBe('no')
})
