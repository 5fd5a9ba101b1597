import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { describeFailure } from './failure.ts'
import { createProgram } from './program.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

let running: Promise<unknown> = Promise.resolve()

/**
 * `t2 …` in this process, one after the other: its arguments, its two streams, and the status that `main.ts` would end
 * with. A process of its own takes a second to start, several hundred times in all tests.
 */
export function runT2(args: readonly string[]): Promise<Ran> {
  const ran = running.then(() => runHere(args))
  running = ran.catch(() => undefined)
  return ran
}

async function runHere(args: readonly string[]): Promise<Ran> {
  const text = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk, encoding, done) => {
      text[stream] += String(chunk)
      const written = typeof encoding === 'function' ? encoding : done
      written?.()
      return true
    }),
  )
  const { argv } = process
  const before = SIGNALS.map((signal) => process.listeners(signal))
  process.argv = [process.execPath, MAIN, ...args]
  try {
    await createProgram().parseAsync(process.argv)
    return { status: 0, ...text }
  } catch (thrown) {
    const { status, text: said } = describeFailure(thrown, false)
    return { status, stdout: text.stdout, stderr: said ? `${text.stderr}${said}\n` : text.stderr }
  } finally {
    process.argv = argv
    for (const spy of spies) spy.mockRestore()
    SIGNALS.forEach((signal, index) => {
      for (const listener of process.listeners(signal))
        if (!before[index]?.includes(listener)) process.off(signal, listener)
    })
  }
}

/** `t2 …` as a process of its own, which gets a Ctrl-C once stderr matches `interruptOn`, or `interrupt` fires. */
export function spawnT2(
  args: readonly string[],
  options: { interruptOn?: RegExp; interrupt?: AbortSignal } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    options.interrupt?.addEventListener('abort', () => child.kill('SIGINT'))
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
      if (options.interruptOn?.test(stderr)) child.kill('SIGINT')
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
