import type { Point, Stroke } from './strokes.ts'

/*
 * Our own hand: every letter, digit and thing as pen strokes. A stroke is a row of points, a point two digits:
 * its column and its row on a small grid. Several ways to write a sign are listed one after the other.
 */

export interface GlyphSet {
  /** The grid's last column and last row. */
  readonly columns: number
  readonly rows: number
  readonly ways: Readonly<Record<string, readonly string[]>>
}

export const LETTERS: GlyphSet = {
  columns: 4,
  rows: 6,
  ways: {
    a: ['06 20 46|14 34'],
    b: ['00 06 36 45 44 33 03|00 30 41 42 33'],
    c: ['41 30 10 01 05 16 36 45'],
    d: ['00 06 26 44 42 20 00'],
    e: ['40 00 06 46|03 33'],
    f: ['40 00 06|03 33'],
    g: ['41 30 10 01 05 16 36 45 43 23'],
    h: ['00 06|40 46|03 43'],
    i: ['20 26', '20 26|10 30|16 36'],
    j: ['40 45 36 16 05'],
    k: ['00 06|40 03 46'],
    l: ['00 06 46'],
    m: ['06 00 23 40 46'],
    n: ['06 00 46 40'],
    o: ['10 30 41 45 36 16 05 01 10'],
    p: ['06 00 30 41 42 33 03'],
    q: ['10 30 41 45 36 16 05 01 10|24 46'],
    r: ['06 00 30 41 42 33 03|23 46'],
    s: ['41 30 10 01 02 13 33 44 45 36 16 05'],
    t: ['00 40|20 26'],
    u: ['00 05 16 36 45 40'],
    v: ['00 26 40'],
    w: ['00 16 23 36 40'],
    x: ['00 46|40 06'],
    y: ['00 23 40|23 26'],
    z: ['00 40 06 46'],
  },
}

export const DIGITS: GlyphSet = {
  columns: 4,
  rows: 6,
  ways: {
    0: ['10 30 41 45 36 16 05 01 10', '20 31 41 45 36 26 05 02 20'],
    1: ['20 26', '11 20 26', '02 20 26', '11 20 26|16 36'],
    2: ['01 10 30 41 42 06 46', '01 20 41 43 06 46', '01 10 30 41 42 24 06 16 46'],
    3: ['01 10 30 41 42 23|23 33 44 45 36 16 05', '00 40 23 34 45 36 16 05', '01 20 41 23 45 26 05'],
    4: ['30 04 44|30 36', '00 03 43|40 46', '10 03 43|31 36'],
    5: ['40 00 03 33 44 45 36 16 05', '40 10 03 23 44 45 26 05', '00 02 32 44 35 16 05|00 40'],
    6: ['40 20 02 05 16 36 45 44 33 13 04', '30 11 04 16 36 45 33 04'],
    7: ['00 40 16', '00 40 26', '00 40 16|13 33'],
    8: ['10 30 41 42 33 13 02 01 10|13 04 05 16 36 45 44 33', '40 20 01 12 33 45 26 06 04 33 41 20'],
    9: ['43 33 13 02 01 10 30 41 43 45 36 16', '42 33 13 02 01 10 30 41 46', '40 10 03 33 40 26'],
  },
}

export const SHAPES: GlyphSet = {
  columns: 8,
  rows: 8,
  ways: {
    apples: ['42 52 73 85 76 58 38 16 05 13 32 42|42 40 61'],
    pens: ['08 17 70 81 28 08'],
    books: ['11 81 87 17 11|31 37'],
    coins: ['30 50 82 86 58 38 06 02 30|53 33 35 55'],
    cards: ['20 60 68 28 20|42 54 46 34 42'],
    shells: ['48 02 20 40 60 82 48|20 48 60|40 48'],
    eggs: ['30 50 73 76 58 38 16 13 30|14 35 54 75'],
    cakes: ['04 84 88 08 04|24 21|44 41|64 61'],
    balls: ['30 50 82 86 58 38 06 02 30|02 44 86'],
    stars: ['40 53 83 65 78 46 18 25 03 33 40'],
  },
}

/** One way to write a sign, its points from 0 to 1 in both directions; empty for a sign that the set lacks. */
export function glyphStrokes(set: GlyphSet, sign: string, way: number): readonly Stroke[] {
  const list = set.ways[sign] ?? []
  const text = list[way % Math.max(1, list.length)]
  if (text === undefined) return []
  const known = parsed.get(`${set.columns} ${text}`)
  if (known) return known
  const strokes = parseStrokes(text, set)
  parsed.set(`${set.columns} ${text}`, strokes)
  return strokes
}

/** By grid and text: pictures are drawn by the hundred thousand. */
const parsed = new Map<string, readonly Stroke[]>()

function parseStrokes(text: string, { columns, rows }: GlyphSet): Stroke[] {
  return text.split('|').map((stroke) =>
    stroke.split(' ').map((point): Point => {
      const [column = '', row = ''] = point
      return [Number(column) / columns, Number(row) / rows]
    }),
  )
}
