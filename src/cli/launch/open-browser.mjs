import { spawn } from 'node:child_process'

/** True where somebody sits in front of a desktop; not in a pipe, over plain SSH, or in CI. */
export function isDesktop(env = process.env, platform = process.platform, terminal = process.stdout.isTTY) {
  if (!terminal || env.CI || env.SSH_CONNECTION) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Best effort: the address is on the terminal anyway. */
export function openBrowser(address) {
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address],
  }[process.platform] ?? ['xdg-open', address]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
