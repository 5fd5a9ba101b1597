import type { DeviceStatus } from '../../engine/device-owner/device-state.ts'
import type { Silence } from '../../worker/heartbeat.ts'

/** Texts about the graphics device and what became of it. */
export const enDevice = {
  heading: 'Graphics device',
  status: {
    idle: 'not asked for',
    requesting: 'being asked for',
    ready: 'in use',
    lost: 'lost, is started again',
    blocked: 'not in use',
  } satisfies Record<DeviceStatus, string>,
  losses: (count: number) => (count === 1 ? 'lost once so far' : `lost ${count} times so far`),
  memory: 'Graphics memory',
  memoryValue: (size: string, buffers: number) => `${size} in ${buffers} buffers`,
  again:
    'The graphics device was lost and is being started again. Nothing is lost: what was under way goes on.',
  onCpu: 'The CPU computes now. Nothing is lost: what was under way goes on, more slowly.',
  tryAgain: 'Try the GPU again',
  trying: 'Asking for a graphics device…',
  silence: {
    deaf: 'The part of the page that runs the model has not answered for minutes. It hangs, or has very much to compute.',
    still:
      'Nothing has come of what the model was asked for minutes. It has very much to compute, or its device hangs.',
  } satisfies Record<Silence, string>,
  restartKeeps:
    'Restarting it opens the same model again. What you typed, sliders and your own experts stay, and what was asked is asked again.',
  restart: 'Restart',
  keepWaiting: 'Keep waiting',
}
