const THIN = '\u202f'

/** 0.5 → `0.50`, −1 → `−1.00` with a true minus sign. */
export function alphaText(value: number): string {
  return signed(value.toFixed(2))
}

/** 0.947 → `95 %`. */
export function percent(share: number, digits = 0): string {
  return `${signed((share * 100).toFixed(digits))}${THIN}%`
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

/** 900096 → `0.9 M`, 22000 → `22 k`, 1.1e9 → `1.1 G`. */
export function millions(value: number): string {
  if (value < 1e5) return `${whole(value / 1e3)}${THIN}k`
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)}${THIN}G`
  return `${(value / 1e6).toFixed(1)}${THIN}M`
}

/** 3.2e-6 → `3e-6`; 0 → `0`. */
export function tiny(value: number): string {
  if (value === 0) return '0'
  return value >= 0.01 ? value.toFixed(2) : value.toExponential(0).replace('e', 'e')
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : whole(value)}${THIN}ms`
}

/** What a person waits for: 61 ms, 3.4 s, 1 min 35 s. */
export function duration(ms: number): string {
  if (ms < 1000) return milliseconds(ms)
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}${THIN}s` : seconds(ms)
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

/** 2829208 bytes → `2.8 MB`, 1.2e9 → `1.2 GB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)}${THIN}kB`
  return bytes < 1e9 ? `${megabytes(bytes)}${THIN}MB` : `${(bytes / 1e9).toFixed(2)}${THIN}GB`
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** An ISO time as its day, `24 November 2026`; what is no time stays as it is. */
export function dateText(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : DAY.format(time).replaceAll(' ', '\u00a0')
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
