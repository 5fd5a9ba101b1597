import disk from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded before a command (`--import`): the moment the file or folder T2_SIGNAL_WHEN_THERE is there, the whole group of
 * processes gets T2_SIGNAL. Whoever looks from outside may look too late on a busy machine, and the command is done.
 */
const { T2_SIGNAL_WHEN_THERE: awaited, T2_SIGNAL: signal } = process.env

for (const name of ['mkdir', 'rename']) {
  const real = disk[name]
  disk[name] = async (...args) => {
    const result = await real(...args)
    const made = name === 'mkdir' ? args[0] : args[1]
    if (made === awaited) process.kill(0, signal)
    return result
  }
}
syncBuiltinESMExports()
