import { type ChildProcess, fork } from 'node:child_process'
import { rmSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cancelled } from '../core/errors.ts'
import { describeFailure, EXIT } from './failure.ts'
import { NOTHING_KEPT, type Stop, SUPERVISED, type Told } from './interrupt.ts'

/** How long a command may take to stop by itself before its process is ended. */
const GRACE_MS = 500
/** npm passes a terminal's Ctrl-C on a second time, which is no second wish. */
const ECHO_MS = 300

const SIGNALS: Readonly<Record<string, Stop>> = { SIGINT: 'interrupt', SIGTERM: 'terminate' }

/**
 * Runs a command in a process of its own and stops that on Ctrl-C or SIGTERM. A process that computes in native code
 * hears of no signal before it is done, which takes half a minute in a training of a real model; this one always does.
 * @returns the exit status
 */
export function supervise(args: readonly string[]): Promise<number> {
  const child = fork(fileURLToPath(new URL('./start-command.mjs', import.meta.url)), args, {
    env: { ...process.env, [SUPERVISED]: '1' },
  })
  return watch(child, (on) => {
    for (const [name, stop] of Object.entries(SIGNALS)) process.on(name, () => on(stop))
  })
}

/** @param listen is given what to call for each signal */
export function watch(
  child: Pick<ChildProcess, 'on' | 'send' | 'kill'>,
  listen: (on: (stop: Stop) => void) => void,
): Promise<number> {
  let advice = NOTHING_KEPT
  let endsGently = false
  let lastAt = Number.NEGATIVE_INFINITY
  let isStopping = false
  let ended: number | null = null
  const scratch = new Set<string>()

  const kill = (): boolean => child.kill('SIGKILL')
  listen((stop) => {
    const isEcho = performance.now() - lastAt < ECHO_MS
    lastAt = performance.now()
    if (isEcho) return
    if (isStopping) {
      kill()
      return
    }
    // A child that has just ended hears nothing.
    child.send(stop, () => undefined)
    if (stop === 'interrupt' && endsGently) {
      endsGently = false
      return
    }
    isStopping = true
    setTimeout(kill, GRACE_MS).unref()
  })
  child.on('message', (told: Told) => {
    if (told.advice !== undefined) advice = told.advice
    if (told.endsGently !== undefined) endsGently = told.endsGently
    if (told.scratch !== undefined) scratch.add(told.scratch)
    if (told.status !== undefined) ended = told.status
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => {
      for (const folder of scratch) rmSync(folder, { recursive: true, force: true })
      const own = ended ?? status
      if (own !== null) return resolve(own)
      if (isStopping) {
        say(describeFailure(cancelled(advice), false).text)
        return resolve(EXIT.interrupted)
      }
      const why = signal === 'SIGKILL' ? ', as where memory runs out' : ''
      say(`error: The system ended the command (${signal}${why}). ${advice}`)
      resolve(EXIT.failed)
    })
  })
}

/** Not process.stderr, which may write later than the process lives. */
function say(text: string): void {
  try {
    writeSync(2, `${text}\n`)
  } catch {
    // Nobody reads any more.
  }
}
