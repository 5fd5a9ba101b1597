import { useState } from 'react'
import { en } from '../messages/en.ts'
import { usePlayground } from '../playground-context.tsx'

/** Asks for a graphics device again; the CPU goes on meanwhile. Nothing where the browser has no WebGPU at all. */
export function TryDeviceButton({ mini = false }: { readonly mini?: boolean }) {
  const { session } = usePlayground()
  const [trying, setTrying] = useState(false)
  if (!('gpu' in navigator)) return null
  const ask = async (): Promise<void> => {
    setTrying(true)
    await session.tryDevice()
    setTrying(false)
  }
  return (
    <button
      type="button"
      className={mini ? 'button mini' : 'button'}
      disabled={trying}
      onClick={() => void ask()}
    >
      {trying ? en.device.trying : en.device.tryAgain}
    </button>
  )
}
