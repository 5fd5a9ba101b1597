import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { AppError } from '../../core/errors.ts'

/** Answers each line with "done" after decomposing all of its matrices once. */
const SCRIPT = `
import sys
import numpy
shapes = [tuple(map(int, text.split('x'))) for text in sys.argv[1:]]
matrices = [numpy.random.default_rng(1).standard_normal(shape) for shape in shapes]
print(numpy.__version__, flush=True)
for line in sys.stdin:
    for matrix in matrices:
        numpy.linalg.svd(matrix, full_matrices=False)
    print('done', flush=True)
`

const ONE_THREAD = {
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
}

export interface NumpyPeer {
  readonly version: string
  /** Decomposes every matrix once, by LAPACK on one core. */
  run(): Promise<void>
  close(): void
}

/**
 * A Python process with random matrices of these shapes.
 * @throws AppError `unsupported` that says what is missing.
 */
export async function startNumpy(shapes: readonly (readonly [number, number])[]): Promise<NumpyPeer> {
  const python = process.env.PYTHON ?? 'python3'
  const child = spawn(python, ['-c', SCRIPT, ...shapes.map((shape) => shape.join('x'))], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...ONE_THREAD },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const complaint = collect(child)
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (!done) return value
    throw new AppError(
      'unsupported',
      `${python} could not measure: ${(await complaint).replace(/\.$/, '')}.`,
      {
        advice: 'Install numpy for it, or name another Python in PYTHON.',
      },
    )
  }
  const version = await next()
  return {
    version,
    async run() {
      child.stdin.write('\n')
      await next()
    },
    close: () => child.kill(),
  }
}

/** The last line that the process says of itself before it ends. */
async function collect(child: ChildProcess): Promise<string> {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  try {
    await once(child, 'close')
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
  return text.trim().split('\n').at(-1) ?? ''
}
