interface RunButtonProps {
  readonly running: boolean
  readonly disabled: boolean
  readonly run: { readonly label: string; readonly onClick: () => void }
  readonly stop: { readonly label: string; readonly onClick: () => void }
}

/** Starts something that takes a while, and stands for stopping it while it is under way. */
export function RunButton({ running, disabled, run, stop }: RunButtonProps) {
  return running ? (
    <button type="button" className="button" onClick={stop.onClick}>
      {stop.label}
    </button>
  ) : (
    <button type="button" className="button primary" disabled={disabled} onClick={run.onClick}>
      {run.label}
    </button>
  )
}
