import { describe, expect, it } from 'vitest'
import { fetchJson } from './fetch-json.ts'

const at = new URL('http://localhost/results/table.json')

function read(answer: () => Response | Promise<Response>) {
  return fetchJson(at, 'results/table.json', { fetch: async () => answer(), wait: async () => undefined })
}

describe('fetchJson', () => {
  it('reads a document, whatever type a plain server gives it', async () => {
    expect(await read(() => Response.json({ rows: [1] }))).toEqual({ rows: [1] })
    const plain = new Response('{"rows":[]}', { headers: { 'content-type': 'application/octet-stream' } })
    expect(await read(() => plain)).toEqual({ rows: [] })
  })

  it('tells a file that is not there from one that could not be had', async () => {
    await expect(read(() => new Response('', { status: 404 }))).rejects.toMatchObject({ code: 'missing' })
    const page = new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
    // A network login may stand in between: that is no file that nobody has made.
    await expect(read(() => page)).rejects.toMatchObject({ code: 'integrity', message: /web page came/ })
    await expect(read(() => new Response('', { status: 503 }))).rejects.toMatchObject({ code: 'network' })
    await expect(read(() => Promise.reject(new TypeError('no connection')))).rejects.toMatchObject({
      code: 'network',
      message: 'table.json could not be downloaded. no connection.',
    })
  })

  it('says of a broken document that it is broken', async () => {
    await expect(read(() => new Response('{"rows": [1,'))).rejects.toMatchObject({
      code: 'bad-input',
      message: 'results/table.json is not JSON.',
    })
  })
})
