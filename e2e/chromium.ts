import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium as playwright } from '@playwright/test'

/** Software rendering, no sandbox (containers run as root), and nothing that talks to the network by itself. */
const COMMON_FLAGS = ['--no-sandbox', '--headless=new', '--disable-background-networking', '--disable-quic']

/** A real WebGPU adapter without a GPU. */
const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

const UNPACKED = resolve(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/chromium')

interface FoundChromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * @param options.webgpu false launches a browser whose `requestAdapter()` finds nothing
 * @param options.flags more of them
 */
export async function launchChromium({
  webgpu,
  flags = [],
}: {
  readonly webgpu: boolean
  readonly flags?: readonly string[]
}): Promise<Browser> {
  const { path, env } = await findChromium()
  return playwright.launch({
    executablePath: path,
    args: [...COMMON_FLAGS, ...(webgpu ? WEBGPU_FLAGS : []), ...flags],
    env: { ...(process.env as Record<string, string>), ...env },
  })
}

/**
 * CHROME_PATH, then a Chrome or Chromium of this machine, then Playwright's, then the one that npm installed.
 * @throws Error that says what to install
 */
export async function findChromium(): Promise<FoundChromium> {
  const named = process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`)
    return { path: named, env: {} }
  }
  const present = systemChromium() ?? playwrightChromium()
  if (present) return { path: present, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium()
  throw new Error(
    'No Chromium found. Install Google Chrome or Chromium, or run: npx playwright install chromium; ' +
      'or set CHROME_PATH to the executable.',
  )
}

function systemChromium(): string | undefined {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  const elsewhere: Partial<Record<NodeJS.Platform, string[]>> = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: programs.flatMap((folder) =>
      folder ? [join(folder, 'Google/Chrome/Application/chrome.exe')] : [],
    ),
  }
  const candidates = process.platform === 'win32' ? [] : onPath
  return [...candidates, ...(elsewhere[process.platform] ?? [])].find(
    (path) => existsSync(path) && starts(path),
  )
}

/** Some distributions put a stub in the PATH that only says how to install the real one. */
function starts(path: string): boolean {
  if (process.platform !== 'linux') return true
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

function playwrightChromium(): string | undefined {
  const path = playwright.executablePath()
  return existsSync(path) ? path : undefined
}

/**
 * The browser inside `@sparticuz/chromium`, unpacked once into node_modules/.cache. The package unpacks into
 * the temporary folder and takes whatever lies there already, so it gets a folder of its own, which is
 * renamed only when it is whole.
 */
async function packagedChromium(): Promise<FoundChromium> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  if (!existsSync(UNPACKED)) {
    const partial = `${UNPACKED}.${process.pid}`
    mkdirSync(partial, { recursive: true })
    const { TMPDIR } = process.env
    process.env.TMPDIR = partial
    try {
      await chromium.executablePath()
      await inflate(resolve(UNPACKED, '../../@sparticuz/chromium/bin/al2023.tar.br'))
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    }
    if (existsSync(UNPACKED)) rmSync(partial, { recursive: true })
    else renameSync(partial, UNPACKED)
  }
  const path = join(UNPACKED, 'chromium')
  return {
    path,
    env: {
      ...(lacksLibraries(path) && { LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib') }),
      ...(!existsSync('/etc/fonts') && { FONTCONFIG_PATH: join(UNPACKED, 'fonts') }),
    },
  }
}

/** The package brings NSS and its relatives along; they should not shadow a machine's own. */
function lacksLibraries(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'pipe', timeout: 20_000 })
    return false
  } catch {
    return true
  }
}
