const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** Python's `strftime` in English and local time, as far as chat templates use it; other directives stay as they are. */
export function formatTime(time: Date, format: string): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const month = MONTHS[time.getMonth()] ?? ''
  const day = DAYS[time.getDay()] ?? ''
  const hour = time.getHours()
  const parts: Readonly<Record<string, string>> = {
    Y: String(time.getFullYear()),
    y: two(time.getFullYear() % 100),
    m: two(time.getMonth() + 1),
    B: month,
    b: month.slice(0, 3),
    d: two(time.getDate()),
    A: day,
    a: day.slice(0, 3),
    H: two(hour),
    I: two(hour % 12 || 12),
    p: hour < 12 ? 'AM' : 'PM',
    M: two(time.getMinutes()),
    S: two(time.getSeconds()),
    '%': '%',
  }
  return format.replace(/%(-?)([A-Za-z%])/g, (whole, bare: string, letter: string) => {
    const part = Object.hasOwn(parts, letter) ? parts[letter] : undefined
    if (part === undefined) return whole
    return bare ? part.replace(/^0(?=\d)/, '') : part
  })
}
