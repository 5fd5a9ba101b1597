import { spawnSync } from 'node:child_process'
import { AppError } from '../../core/errors.ts'
import { makeScratchFolder } from '../scratch-folder.ts'

const SECONDS = 10
const MEGABYTES = 1024

/**
 * Runs what comes on its standard input, with an end to its time, memory, files and processes. The limits are those
 * of the operating system; they keep an accident small, and are no prison for malice.
 */
const RUNNER = `
import signal, sys
source = sys.stdin.read()
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (${MEGABYTES} << 20, ${MEGABYTES} << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (${SECONDS}, ${SECONDS}))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    # Should whoever started this be ended, nobody else stops a program that waits.
    signal.alarm(${SECONDS})
except ImportError:
    pass
exec(compile(source, 'answer', 'exec'), {'__name__': '__main__'})
`

/** @throws AppError `unsupported` where there is no Python 3 */
export function requirePython(): void {
  const { status } = spawnSync('python3', ['--version'], { stdio: 'ignore', timeout: 20_000 })
  if (status === 0) return
  throw new AppError('unsupported', 'Programs are judged by running them, and there is no python3 here.', {
    advice: 'Install Python 3, or leave out the lines with an entry_point.',
  })
}

/** Whether a Python program ends by itself and without an error, in an empty folder and with no environment. */
export function runsThrough(program: string): boolean {
  const folder = makeScratchFolder('program')
  try {
    const { status } = spawnSync('python3', ['-I', '-c', RUNNER], {
      input: program,
      cwd: folder.path,
      env: { PATH: process.env.PATH },
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 1000 * SECONDS,
      killSignal: 'SIGKILL',
    })
    return status === 0
  } finally {
    folder.remove()
  }
}
