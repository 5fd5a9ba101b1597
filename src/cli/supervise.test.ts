import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Stop, Told } from './interrupt.ts'
import { watch } from './supervise.ts'

vi.mock('node:fs', async (actual) => ({ ...(await actual<object>()), writeSync: vi.fn() }))

/** A supervisor whose command only hears: what it says and does is up to the test. */
function supervised() {
  const process = new EventEmitter()
  const child = Object.assign(process, {
    send: vi.fn(() => true),
    kill: vi.fn((signal: string) => process.emit('exit', null, signal)),
  })
  let press: (stop: Stop) => void = () => undefined
  const status = watch(child as unknown as Parameters<typeof watch>[0], (on) => {
    press = on
  })
  return {
    ...{ child, status, press: (stop: Stop = 'interrupt') => press(stop) },
    tell: (told: Told) => process.emit('message', told),
    end: (code: number | null, signal: string | null = null) => process.emit('exit', code, signal),
  }
}

describe('the supervisor of a command', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
    vi.mocked(writeSync).mockClear()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('passes an exit status on', async () => {
    const { status, end } = supervised()
    end(2)
    expect(await status).toBe(2)
  })

  it('ends what does not stop within a second of Ctrl-C, and says what is kept', async () => {
    const { status, press, tell, child } = supervised()
    tell({ advice: '3 steps are kept.' })
    press()
    expect(child.send).toHaveBeenCalledWith('interrupt', expect.anything())
    expect(child.kill).not.toHaveBeenCalled()
    vi.advanceTimersByTime(900)
    expect(child.kill).toHaveBeenCalledWith('SIGKILL')
    expect(await status).toBe(130)
    expect(writeSync).toHaveBeenCalledWith(
      2,
      expect.stringMatching(/^error: Stopped .* 3 steps are kept\.\n$/),
    )
  })

  it('ends it at once on a second Ctrl-C, which the echo of the first is not', async () => {
    const { status, press, child } = supervised()
    press('terminate')
    press('terminate')
    expect(child.kill).not.toHaveBeenCalled()
    vi.advanceTimersByTime(400)
    press()
    expect(child.kill).toHaveBeenCalledTimes(1)
    expect(await status).toBe(130)
  })

  it('leaves work that ends early with what it has its time, once', async () => {
    const { status, press, tell, child } = supervised()
    tell({ endsGently: true })
    press()
    vi.advanceTimersByTime(5000)
    expect(child.kill).not.toHaveBeenCalled()
    press()
    vi.advanceTimersByTime(900)
    expect(child.kill).toHaveBeenCalled()
    expect(child.send).toHaveBeenCalledTimes(2)
    expect(await status).toBe(130)
  })

  it('adds nothing to what a command has said that is slow to end', async () => {
    const { status, press, tell } = supervised()
    press()
    tell({ status: 130 })
    vi.advanceTimersByTime(900)
    expect(await status).toBe(130)
    expect(writeSync).not.toHaveBeenCalled()
  })

  it('removes the folder that a command which was ended could not', async () => {
    const { status, press, tell } = supervised()
    const scratch = mkdtempSync(join(tmpdir(), 't2-supervised-'))
    writeFileSync(join(scratch, 'weights'), 'many')
    tell({ scratch })
    press('terminate')
    expect(existsSync(scratch)).toBe(true)
    vi.advanceTimersByTime(900)
    await status
    expect(existsSync(scratch)).toBe(false)
  })

  it('says so when the system ended it', async () => {
    const { status, end } = supervised()
    end(null, 'SIGKILL')
    expect(await status).toBe(1)
    expect(writeSync).toHaveBeenCalledWith(2, expect.stringMatching(/^error: .*SIGKILL.*memory.*\n$/))
  })
})
