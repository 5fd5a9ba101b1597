import { useRef } from 'react'

interface FileButtonProps {
  readonly label: string
  readonly accept: string
  readonly disabled?: boolean
  readonly onFile: (file: File) => void
}

/** A button that asks for a file; the same file can be chosen twice in a row. */
export function FileButton({ label, accept, disabled, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <button type="button" className="button" disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </button>
    </>
  )
}
