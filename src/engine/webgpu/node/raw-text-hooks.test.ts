import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { load, resolve } from './raw-text-hooks.mjs'

const PARENT = new URL('../device/kernels.ts', import.meta.url).href

describe('raw text hooks', () => {
  it('give a kernel as the text of its file', async () => {
    const next = vi.fn()
    const { url } = await resolve('../wgsl/linear.wgsl?raw', { parentURL: PARENT }, next)
    const { source } = await load(url, {}, next)
    const { default: text } = await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`
    )
    expect(text).toBe(await readFile(new URL('../wgsl/linear.wgsl', import.meta.url), 'utf8'))
    expect(next).not.toHaveBeenCalled()
  })

  it('leave every other module to whoever comes next', async () => {
    const next = vi.fn((url: string) => url)
    expect(await resolve('./kernels.ts', { parentURL: PARENT }, next)).toBe('./kernels.ts')
    expect(await load(PARENT, {}, next)).toBe(PARENT)
  })
})
