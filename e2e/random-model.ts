import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'
import { refreshExpertIndex } from '../src/cli/expert-folder.ts'
import { makeRandomBundle, type RandomBundle } from '../src/cli/random-bundle.fixture.ts'

/** A server that exists nowhere: whatever is asked of it is answered from this disk. */
export const ELSEWHERE = 'https://models.example/'

export interface RandomModel extends RandomBundle {
  /** Of the Hugging Face folder: absolute paths. */
  readonly files: readonly string[]
}

/** A small model with random weights, as a checkpoint and as a bundle with experts. */
export async function makeRandomModel(): Promise<RandomModel> {
  const made = await makeRandomBundle()
  await refreshExpertIndex(join(made.bundle, 'experts/math.safetensors'))
  return { ...made, files: filesUnder(made.checkpoint) }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Serves the bundle at `ELSEWHERE`; the list grows with every path that is asked for. */
export async function serveElsewhere(page: Page, { bundle }: RandomModel): Promise<string[]> {
  const asked: string[] = []
  const served = new Map(filesUnder(bundle).map((path) => [`/random/${relative(bundle, path)}`, path]))
  await page.route(`${ELSEWHERE}**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    const path = served.get(pathname)
    const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    if (path) await route.fulfill({ body: readFileSync(path), headers })
    else await route.fulfill({ status: 404, body: 'Not found.', headers })
  })
  return asked
}
