import { parseArgs } from 'node:util'
import { DIST, ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { isDesktop, openBrowser } from './open-browser.mjs'
import { LaunchError, launch } from './project.mjs'
import { createStaticServer, listen } from './static-server.mjs'

/** Names of this machine alone. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

const DEFAULT_PORT = 4173
const USAGE = `npm start -- [options]

Installs what is missing, builds what is stale and serves the page.

  --port N     port to listen on (default ${DEFAULT_PORT}, 0 takes any free one)
  --host NAME  address to listen on (default 127.0.0.1: this machine only)
  --no-open    never open a browser
  --help       this text
`

await launch(async () => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) {
    process.stdout.write(USAGE)
    return
  }
  // Before anything else: a taken port should not be found out after minutes of installing.
  const server = createStaticServer(DIST, { overNetwork: !LOOPBACK.includes(options.host) })
  const port = await listen(server, options.port ?? DEFAULT_PORT, options.host).catch((error) => {
    throw new LaunchError(whyNotListening(error, options))
  })
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  try {
    ensureInstalled()
    ensureBuilt()
  } catch (error) {
    stop()
    throw error
  }
  const address = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/`
  process.stdout.write(`Transformer² playground: ${address}\nStop with Ctrl+C.\n`)
  if (options.open && isDesktop()) openBrowser(address)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
})

/** @throws LaunchError with exit code 2 */
function readOptions(args) {
  let values
  try {
    values = parseArgs({
      args,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new LaunchError(`${error.message}\n\n${USAGE}`, 2)
  }
  const { port, host, help } = values
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65535)) {
    throw new LaunchError(`--port takes a whole number from 0 to 65535, not ${JSON.stringify(port)}.`, 2)
  }
  return { port: port === undefined ? undefined : Number(port), host, help, open: !values['no-open'] }
}

function whyNotListening(error, { port, host }) {
  if (error.code === 'EADDRINUSE') {
    const taken = port ?? DEFAULT_PORT
    const which = port === undefined ? `The default port ${taken}` : `Port ${taken}`
    return `${which} is taken by another program. Choose one: npm start -- --port ${taken < 65535 ? taken + 1 : 8080}`
  }
  if (error.code === 'EACCES')
    return `Port ${port} needs more rights than this user has. Choose one above 1023.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `This machine has no address ${host}.`
  return `Cannot listen on ${host}: ${error.message}`
}
