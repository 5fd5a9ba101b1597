import type { BrowserContext } from '@playwright/test'
import { HUB } from '../src/io/hub/hub-fetch.ts'
import type { HubServer } from '../src/io/hub/hub-server.fixture.ts'

/** Answers whatever is asked of huggingface.co, by page or worker, from a stand-in. */
export function serveHub(context: BrowserContext, server: HubServer): Promise<unknown> {
  return context.route(`${HUB}/**`, async (route) => {
    const request = route.request()
    const response = await server.fetch(request.url(), { headers: await request.allHeaders() })
    await route.fulfill({
      status: response.status,
      headers: { ...Object.fromEntries(response.headers), 'access-control-allow-origin': '*' },
      body: Buffer.from(await response.arrayBuffer()),
    })
  })
}
