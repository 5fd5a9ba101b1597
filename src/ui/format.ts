import { decimalMark, locale } from './language.ts'
import { en } from './messages/en.ts'

const THIN = '\u202f'

/** Digits for a reader in the page's language: 0.5 → `0.50` or `0,50`, with a true minus sign, and none before a zero. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return localised(/[1-9]/.test(text) ? text : text.replace('-', ''))
}

/** A number as the machine writes it, in the signs of the page's language: `-0.5` → `−0,5`. */
export function localised(text: string): string {
  return signed(text.replace('.', decimalMark()))
}

/** A number for people as the machine writes it, `−3 584,5` → `-3584.5`, `95 %` → `95%`; any other text as it is. */
export function unlocalised(text: string): string {
  const bare = text.replaceAll(THIN, '').replace('−', '-').replace(decimalMark(), '.')
  return /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?%?$/.test(bare) ? bare : text
}

/** 0.5 → `0.50`, −1 → `−1.00` with a true minus sign. */
export function alphaText(value: number): string {
  return fixed(value, 2)
}

/** 0.947 → `95 %`. */
export function percent(share: number, digits = 0): string {
  return `${fixed(share * 100, digits)}${THIN}%`
}

/** Change of a share in points: `+61`, `−4`, `0`. */
export function points(delta: number): string {
  const rounded = Math.round(delta * 100)
  return rounded > 0 ? `+${rounded}` : signed(String(rounded))
}

/** 3584 → `3 584`, grouped by thin spaces. */
export function whole(value: number): string {
  return signed(String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, THIN))
}

/** 900096 → `0.9 M`, 22000 → `22 k`, 1.1e9 → `1.1 B`. */
export function millions(value: number): string {
  if (value < 1e5) return `${whole(value / 1e3)}${THIN}${en.units.thousand}`
  if (value >= 1e9) return `${fixed(value / 1e9, 1)}${THIN}${en.units.billion}`
  return `${fixed(value / 1e6, 1)}${THIN}${en.units.million}`
}

/** 3.2e-6 → `3e-6`; 0 → `0`. */
export function tiny(value: number): string {
  if (value === 0) return '0'
  return value >= 0.01 ? fixed(value, 2) : value.toExponential(0)
}

export function milliseconds(value: number): string {
  return `${value < 10 ? fixed(value, 1) : whole(value)}${THIN}ms`
}

/** What a person waits for: 61 ms, 3.4 s, 1 min 35 s. */
export function duration(ms: number): string {
  if (ms < 1000) return milliseconds(ms)
  return ms < 10_000 ? `${fixed(ms / 1000, 1)}${THIN}s` : seconds(ms)
}

export function megabytes(bytes: number): string {
  return fixed(bytes / 1e6, 1)
}

/** 2829208 bytes → `2.8 MB`, 1.2e9 → `1.2 GB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)}${THIN}kB`
  return bytes < 1e9 ? `${megabytes(bytes)}${THIN}MB` : `${fixed(bytes / 1e9, 2)}${THIN}GB`
}

/** An ISO time as its day, `24 November 2026`; what is no time stays as it is. */
export function dateText(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const day = new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeZone: 'UTC' })
  return day.format(time).replaceAll(' ', '\u00a0')
}

/** A token for a reader: its leading space dropped, blanks made visible. */
export function tokenText(piece: string): string {
  const bare = piece.startsWith(' ') ? piece.slice(1) : piece
  return bare === '' ? '␣' : bare.replaceAll('\n', '⏎')
}

function signed(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text
}

/** 8200 ms → `8 s`, 95000 → `1 min 35 s`. */
export function seconds(ms: number): string {
  const all = Math.max(1, Math.round(ms / 1000))
  const minutes = Math.floor(all / 60)
  return minutes === 0 ? `${all}${THIN}s` : `${minutes}${THIN}min ${all % 60}${THIN}s`
}
