import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { describeFailure } from './failure.ts'
import { createProgram } from './program.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const DEAFENER = new URL('./deaf-after.fixture.mjs', import.meta.url).href
const SIGNALLER = new URL('./signal-when-there.fixture.mjs', import.meta.url).href

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

export interface Ended extends Ran {
  readonly pid: number
  /** What ended the process, where it did not end by itself. */
  readonly signal: NodeJS.Signals | null
}

export interface SpawnOptions {
  /** Sends Ctrl-C once stderr matches. */
  readonly interruptOn?: RegExp
  /** Once it has written this to stderr, the command hears nothing for two minutes, as in native code. */
  readonly deafAfter?: RegExp
  /** Sends `signal` the moment the command has made a file or folder of this name. */
  readonly signalWhenThere?: string
  /** SIGINT, which is what Ctrl-C sends, by default. */
  readonly signal?: NodeJS.Signals
  /** Before the command, in a shell: `ulimit -f 8;`. */
  readonly shell?: string
  /** After it: `| head -c 1`. */
  readonly pipe?: string
}

/** `t2 …` as a process of its own, to be sent signals or run in a shell. */
export function spawnT2(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const { interruptOn, deafAfter, signalWhenThere, signal = 'SIGINT', shell, pipe } = options
  const watching = signalWhenThere === undefined ? [] : ['--import', SIGNALLER]
  const deafened = deafAfter === undefined ? [] : ['--import', DEAFENER]
  const command = [process.execPath, '--import', 'tsx', ...watching, ...deafened, MAIN, ...args]
  const inShell = shell !== undefined || pipe !== undefined
  const script = `set -o pipefail; ${shell ?? ''} "$@" ${pipe ?? ''}`
  const [file = '', ...rest] = inShell ? ['bash', '-c', script, 'bash', ...command] : command
  return new Promise((resolve, reject) => {
    // A group of its own, as a terminal makes one.
    const child = spawn(file, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        ...process.env,
        T2_SIGNAL_WHEN_THERE: signalWhenThere,
        T2_SIGNAL: signal,
        T2_DEAF_AFTER: deafAfter?.source,
      },
    })
    let isSent = false
    function interrupt(): void {
      if (isSent) return
      isSent = true
      // The whole group, as a terminal does.
      process.kill(-Number(child.pid), 'SIGINT')
    }
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
      if (interruptOn?.test(stderr)) interrupt()
    })
    child.on('error', reject)
    child.on('close', (status, endedBy) => {
      resolve({
        pid: Number(child.pid),
        status,
        stdout,
        stderr,
        signal: endedBy,
      })
    })
  })
}
