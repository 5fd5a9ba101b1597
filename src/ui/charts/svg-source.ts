/** What a saved picture takes from the present theme: it has no style sheet of its own. */
export interface Inks {
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly paper: string
  /** Where a share of 1 is darkest. */
  readonly heat: string
}

/** Marks an element as the style sheets know it: `data-expert`, `data-tone`. */
export type Tone = Readonly<Record<string, string>>

interface TextOptions {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly fill?: string
  readonly size?: number
}

export function svgText(x: number, y: number, words: string, options: TextOptions = {}): string {
  const { anchor = 'start', fill, size } = options
  const more = `${fill ? ` fill="${fill}"` : ''}${size ? ` font-size="${size}"` : ''}`
  return `<text x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`
}

/** A picture that stands alone, on paper of the present theme. */
export function svgPicture(
  { width, height }: { readonly width: number; readonly height: number },
  { ink, paper }: Pick<Inks, 'ink' | 'paper'>,
  parts: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    ...parts,
    '</svg>',
  ].join('')
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The present theme's inks, and a way to ask for the colour of a lane or an expert. */
export function readInks(): Inks & { readonly tone: (marks: Tone) => string } {
  const read = (property: string, marks: Tone = {}): string => {
    const probe = document.createElement('span')
    probe.className = 'visually-hidden'
    for (const [name, value] of Object.entries(marks)) probe.setAttribute(name, value)
    // A contrast theme would answer with its own colours, all of them the same.
    probe.style.setProperty('forced-color-adjust', 'none')
    probe.style.color = `var(${property})`
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
  return {
    ink: read('--ink'),
    quiet: read('--ink-2'),
    line: read('--line'),
    paper: read('--paper'),
    heat: read('--heat'),
    tone: (marks) => read('--tone', marks),
  }
}
