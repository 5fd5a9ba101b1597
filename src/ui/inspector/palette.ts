import { useEffect, useState } from 'react'

export type Rgb = readonly [red: number, green: number, blue: number]

/** The colours of z − 1 as the present theme has them: below 0, at 0 and above. */
export interface Palette {
  readonly low: Rgb
  readonly middle: Rgb
  readonly high: Rgb
  readonly ink: Rgb
  readonly paper: Rgb
}

/** A change on a scale that reaches from −most over 0 to +most, mixed in sRGB as CSS gradients are. */
export function changeColour({ low, middle, high }: Palette, change: number, most: number): Rgb {
  const share = most === 0 ? 0 : Math.min(1, Math.abs(change) / most)
  const end = change < 0 ? low : high
  const mixed = (channel: 0 | 1 | 2) => Math.round(middle[channel] + share * (end[channel] - middle[channel]))
  return [mixed(0), mixed(1), mixed(2)]
}

export function rgbText([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`
}

/** Canvases and saved pictures know no custom properties: these are their values, followed through changes of theme. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette)
  useEffect(() => {
    const read = (): void => setPalette(readPalette())
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    dark.addEventListener('change', read)
    read()
    return () => {
      observer.disconnect()
      dark.removeEventListener('change', read)
    }
  }, [])
  return palette
}

function readPalette(): Palette {
  const probe = document.createElement('span')
  probe.className = 'visually-hidden'
  // A contrast theme would answer with its own colours, all of them the same.
  probe.style.setProperty('forced-color-adjust', 'none')
  document.body.append(probe)
  const read = (property: string): Rgb => {
    probe.style.color = `var(${property})`
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? []
    return [red, green, blue]
  }
  const palette = {
    low: read('--z-low'),
    middle: read('--z-middle'),
    high: read('--z-high'),
    ink: read('--ink-2'),
    paper: read('--paper'),
  }
  probe.remove()
  return palette
}
