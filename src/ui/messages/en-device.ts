import type { DeviceStatus } from '../../engine/device-owner/device-state.ts'

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
}
