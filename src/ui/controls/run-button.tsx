import { useEffect, useRef, useState } from 'react'

interface RunButtonProps {
  readonly running: boolean
  readonly disabled: boolean
  readonly run: { readonly label: string; readonly onClick: () => void }
  readonly stop: { readonly label: string; readonly onClick: () => void }
}

/** Whoever was about to press Stop needs this long to see that there is nothing left to stop. */
const SETTLE_MS = 700

/**
 * Starts something that takes a while, and stands for stopping it while it is under way: one button, so that a keyboard stays
 * where it is. After a run has come to its own end, a press that was meant to stop it starts nothing.
 */
export function RunButton({ running, disabled, run, stop }: RunButtonProps) {
  const settling = useSettling(running)
  if (running) {
    const onClick = () => {
      settling.skip()
      stop.onClick()
    }
    return (
      <button type="button" className="button" onClick={onClick}>
        {stop.label}
      </button>
    )
  }
  return (
    <button
      type="button"
      className="button primary"
      disabled={disabled}
      aria-disabled={settling.isOn || undefined}
      onClick={() => !settling.isOn && run.onClick()}
    >
      {run.label}
    </button>
  )
}

/** On for a moment after `running` has become false, unless that was asked for. */
function useSettling(running: boolean) {
  const wasRunning = useRef(running)
  const isSkipped = useRef(false)
  const [isOn, setOn] = useState(false)
  // Known while rendering already: a press may come before any effect.
  const hasJustEnded = wasRunning.current && !running && !isSkipped.current
  useEffect(() => {
    const ended = wasRunning.current && !running && !isSkipped.current
    wasRunning.current = running
    isSkipped.current = false
    if (!ended) return undefined
    setOn(true)
    const timer = setTimeout(() => setOn(false), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      setOn(false)
    }
  }, [running])
  return {
    isOn: isOn || hasJustEnded,
    skip: () => {
      isSkipped.current = true
    },
  }
}
