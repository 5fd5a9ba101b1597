import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/errors.ts'
import { makeScratchFolder } from '../scratch-folder.ts'

/** The judge gives up after ten seconds itself, and ends what the program has started. */
const MILLISECONDS = 15_000
const JUDGE = fileURLToPath(new URL('./judge.py', import.meta.url))

/** A function that a model wrote, and what decides whether it is right. */
export interface TestedProgram {
  /** What the model wrote, as a program that defines `entry_point`. */
  readonly program: string
  /** The beginning of the function that it was given; tests may use what stands there. */
  readonly prompt: string
  readonly entry_point: string
  /** Defines `check(candidate)`. */
  readonly test: string
}

/** @throws AppError `unsupported` where there is no Python 3 */
export function requirePython(): void {
  const { status } = spawnSync('python3', ['--version'], { stdio: 'ignore', timeout: 20_000 })
  if (status === 0) return
  throw new AppError('unsupported', 'Programs are judged by running them, and there is no python3 here.', {
    advice: 'Install Python 3, or leave out the lines with an entry_point.',
  })
}

/**
 * Whether a function passes its tests. It runs in a process of its own, with an end to its time and memory, without
 * files to write, programs to start or a network, and only its results reach the tests: plain data, so that nothing but
 * right values passes them. These limits keep an accident small, and are no prison for malice.
 */
export function passesTests(tested: TestedProgram): boolean {
  const folder = makeScratchFolder('program')
  try {
    const { status } = spawnSync('python3', ['-s', '-E', '-B', JUDGE], {
      input: JSON.stringify(tested),
      cwd: folder.path,
      // Libraries for numbers would start threads, which are not allowed.
      env: { PATH: process.env.PATH, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: MILLISECONDS,
      killSignal: 'SIGKILL',
    })
    return status === 0
  } finally {
    folder.remove()
  }
}
