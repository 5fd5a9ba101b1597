/** How the worker is asked whether it still hears, and how long it may say nothing. Milliseconds. */
const BEAT_MS = 5_000
const MOST_SILENT_MS = 180_000
/** While a graphics device computes. The CPU engine does so on the thread that would answer: a long prompt keeps it for minutes. */
const MOST_SILENT_ON_GPU_MS = 60_000
/** It hears, but a call is open and nothing comes of any: the first token of a large model may take two minutes. */
const MOST_STILL_MS = 300_000

/** `deaf`: the worker answers nothing at all. `still`: it hears, and nothing comes of what it was asked. */
export type Silence = 'deaf' | 'still'

export interface HeartbeatOptions {
  /** Asks the worker for a sign of life. */
  readonly ask: () => void
  /** Told when the worker has been silent for too long, again after as long a time, and null once it is heard. */
  readonly tell: (silence: Silence | null) => void
}

export interface Heartbeat {
  /** Beats while calls are open. */
  watch(isOpen: boolean): void
  /** A message came. `ofCall`: it brings a call on. */
  heard(ofCall: boolean): void
  /** Whether it is known that the worker's own thread does not compute. */
  onGpu(isOnGpu: boolean): void
  /** Another worker is on its way. */
  reset(): void
}

/**
 * Notices that a worker hangs. Time is counted in beats and not read from a clock: a page that slept, or whose timers
 * are slowed in the background, must not take its own absence for the worker's.
 */
export function createHeartbeat({ ask, tell }: HeartbeatOptions): Heartbeat {
  let timer: ReturnType<typeof setInterval> | null = null
  let isAsked = false
  let silentMs = 0
  let stillMs = 0
  let mostSilentMs = MOST_SILENT_MS
  let told: Silence | null = null

  function say(silence: Silence | null): void {
    if (silence === null && told === null) return
    told = silence
    tell(silence)
  }

  function beat(): void {
    silentMs += BEAT_MS
    stillMs += BEAT_MS
    if (silentMs >= mostSilentMs) {
      silentMs = 0
      stillMs = 0
      say('deaf')
    } else if (stillMs >= MOST_STILL_MS) {
      stillMs = 0
      say('still')
    }
    // One that is not answered yet is enough: a worker that hangs is not to find a hundred of them.
    if (isAsked) return
    isAsked = true
    ask()
  }

  return {
    watch(isOpen) {
      if (isOpen) timer ??= setInterval(beat, BEAT_MS)
      else if (timer !== null) {
        clearInterval(timer)
        timer = null
      }
    },
    heard(ofCall) {
      isAsked = false
      silentMs = 0
      if (ofCall) stillMs = 0
      if (told === 'deaf' || ofCall) say(null)
    },
    onGpu(isOnGpu) {
      mostSilentMs = isOnGpu ? MOST_SILENT_ON_GPU_MS : MOST_SILENT_MS
    },
    reset() {
      isAsked = false
      silentMs = 0
      stillMs = 0
      mostSilentMs = MOST_SILENT_MS
      say(null)
    },
  }
}
