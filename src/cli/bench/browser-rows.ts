import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { AppError } from '../../core/errors.ts'
import { oneLine } from '../failure.ts'
import { isFile } from '../files.ts'
import type { BenchRow } from '../report/results.ts'

const script = (name: string) => fileURLToPath(new URL(`../../../e2e/${name}`, import.meta.url))
const PAGE = fileURLToPath(new URL('../../../dist/index.html', import.meta.url))

const ROWS = v.array(
  v.object({
    name: v.string(),
    ours: v.number(),
    peer: v.number(),
    peerName: v.string(),
    unit: v.string(),
    ratio: v.number(),
    note: v.string(),
  }),
)

/**
 * Rows measured on the built page in a Chromium with WebGPU, by a process of its own.
 * @throws AppError `unsupported` that says what is missing.
 */
export async function browserRows(signal: AbortSignal): Promise<BenchRow[]> {
  if (!(await isFile(PAGE))) {
    throw new AppError('unsupported', 'The page is not built.', { advice: 'Run npm start or npm test once.' })
  }
  return rowsOf('bench.ts', signal)
}

/**
 * The WGSL engine against onnxruntime's WebGPU provider, in a Chromium.
 * @throws AppError `unsupported` that says what is missing.
 */
export function webGpuRows(signal: AbortSignal): Promise<BenchRow[]> {
  return rowsOf('bench-webgpu.ts', signal)
}

async function rowsOf(name: string, signal: AbortSignal): Promise<BenchRow[]> {
  const { status, stdout, stderr } = await runScript(name, signal)
  if (status !== 0) {
    const reason = oneLine(stderr).slice(0, 300) || `exit status ${status}`
    throw new AppError('unsupported', `The browser could not measure: ${reason}`)
  }
  return v.parse(ROWS, JSON.parse(stdout))
}

function runScript(
  name: string,
  signal: AbortSignal,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script(name)], {
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
