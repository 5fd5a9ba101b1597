import { useState } from 'react'
import { en } from '../messages/en.ts'
import { applyTheme, nextTheme, storedTheme } from '../theme.ts'

const ICONS = {
  system: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.5v9a4.500 4.500 0 0 1 0-9z',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM7.300 1h1.400v2H7.300zM7.300 13h1.400v2H7.300zM1 7.300h2v1.400H1zM13 7.300h2v1.400h-2zM3.500 2.500l1.400 1.400-1 1L2.500 3.500zM12.100 11.100l1.400 1.400-1 1-1.400-1.400zM12.500 2.500l1 1-1.400 1.400-1-1zM3.900 11.100l1 1-1.400 1.400-1-1z',
  dark: 'M6 2a6 6 0 1 0 8 8A6.500 6.500 0 0 1 6 2z',
} as const

export function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme)
  return (
    <button
      type="button"
      className="button icon-button"
      aria-label={en.theme[theme]}
      title={en.theme[theme]}
      onClick={() => {
        const next = nextTheme(theme)
        applyTheme(next)
        setTheme(next)
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={ICONS[theme]} />
      </svg>
    </button>
  )
}
