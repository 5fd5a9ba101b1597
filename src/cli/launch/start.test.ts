import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isDesktop } from './open-browser.mjs'
import { ROOT } from './project.mjs'
import { listen } from './static-server.mjs'

function start(...args: string[]): { status: number | null; stderr: string } {
  const script = join(ROOT, 'src/cli/launch/start.mjs')
  return spawnSync(process.execPath, [script, '--no-open', ...args], { encoding: 'utf8', timeout: 30_000 })
}

describe('npm start', () => {
  it.each([['--port', 'abc'], ['--port', '70000'], ['--port'], ['--nonsense'], ['extra']])(
    'refuses %s %s as bad usage',
    (...args) => {
      const { status, stderr } = start(...args.filter((arg) => typeof arg === 'string'))
      expect(status).toBe(2)
      expect(stderr).toContain('--port')
    },
  )

  it('says that a port is taken, and proposes another one', async () => {
    const other = createServer()
    const port = await listen(other, 0, '127.0.0.1')
    const { status, stderr } = start('--port', String(port))
    other.close()
    expect(status).toBe(1)
    expect(stderr).toContain(`Port ${port} is taken`)
    expect(stderr).toMatch(/npm start -- --port \d+/)
  })
})

describe('isDesktop', () => {
  it('opens a browser only where somebody can see it', () => {
    expect(isDesktop({ DISPLAY: ':0' }, 'linux', true)).toBe(true)
    expect(isDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true)).toBe(true)
    expect(isDesktop({}, 'darwin', true)).toBe(true)
    expect(isDesktop({}, 'linux', true)).toBe(false)
    expect(isDesktop({ DISPLAY: ':0', CI: '1' }, 'linux', true)).toBe(false)
    expect(isDesktop({ DISPLAY: ':0', SSH_CONNECTION: 'x' }, 'linux', true)).toBe(false)
    expect(isDesktop({}, 'win32', false)).toBe(false)
  })
})
