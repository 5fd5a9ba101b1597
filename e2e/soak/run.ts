import { parseArgs } from 'node:util'
import { DIST, ensureBuilt } from '../../src/cli/launch/build.mjs'
import { createStaticServer, listen } from '../../src/cli/launch/static-server.mjs'
import { launchChromium } from '../chromium.ts'
import { fewest, Walked, walk } from './walk.ts'

const USAGE = `npm run soak -- [options]

Does random things in the built page, in a real browser, and watches for what must never happen.

  --minutes N  how long (default 10)
  --seed N     what is done (default: drawn, and printed)
  --webgpu     in a browser with WebGPU; else the page runs on the CPU
  --quiet      only the outcome
  --help       this text
`

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    webgpu: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (values.help) process.stdout.write(USAGE)
else if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write(`--minutes and --seed must be numbers.\n\n${USAGE}`)
  process.exitCode = 2
} else await soak()

async function soak(): Promise<void> {
  ensureBuilt()
  const server = createStaticServer(DIST)
  const site = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/`
  const browser = await launchChromium({ webgpu: values.webgpu })
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  try {
    say(`seed ${seed}, ${minutes} minutes, ${values.webgpu ? 'WebGPU' : 'CPU'}`)
    const steps = await walk({ browser, site, seed, ms: 60_000 * minutes, ...(!values.quiet && { say }) })
    say(`${steps} steps, nothing went wrong`)
  } catch (thrown) {
    if (!(thrown instanceof Walked)) throw thrown
    say(thrown.message)
    say('looking for fewer steps, for at most as long as it took …')
    const fewer = await fewest(browser, site, thrown, 60_000 * minutes)
    say(`${fewer.length} steps are enough:\n${JSON.stringify(fewer)}`)
    process.exitCode = 1
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}
