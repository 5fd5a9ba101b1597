import { FIELD, FIELD_WINDOWS, type PanelInput, panelInputs, WINDOW } from './panel-input.ts'
import { PICTURE, type Picture } from './picture.ts'

/** Every panel that shows something becomes two vectors that stand where two words could stand. */
export const TOKENS_A_PANEL = 2

/** Numbers of one window after the first layer, of one field after the second, of one panel after the third. */
export const ENCODER_WIDTHS = { window: 32, field: 64, panel: 192 } as const

export const ENCODER_TENSORS = [
  'window.weight',
  'window.bias',
  'field.weight',
  'field.bias',
  'panel.weight',
  'panel.place',
  'tokens.weight',
  'tokens.bias',
] as const
export type EncoderTensor = (typeof ENCODER_TENSORS)[number]

/** Shapes of the encoder's weights, row major, for a language model of that hidden size. */
export function encoderShapes(hiddenSize: number): Readonly<Record<EncoderTensor, readonly number[]>> {
  const { window, field, panel } = ENCODER_WIDTHS
  return {
    'window.weight': [window, WINDOW.pixels],
    'window.bias': [window],
    'field.weight': [field, FIELD.windows * window],
    'field.bias': [field],
    'panel.weight': [panel, FIELD.count * field],
    // One row a place in the picture; it holds the bias too.
    'panel.place': [PICTURE.panels, panel],
    'tokens.weight': [TOKENS_A_PANEL * hiddenSize, panel],
    'tokens.bias': [TOKENS_A_PANEL * hiddenSize],
  }
}

/** The patch encoder in front of a language model. */
export interface VisionEncoder {
  /** Of the language model. */
  readonly hiddenSize: number
  readonly weights: Readonly<Record<EncoderTensor, Float32Array>>
  /** What its file says of its origin: model hash, seed, steps. */
  readonly provenance: Readonly<Record<string, string>>
}

/** What the language model gets to see of a picture. */
export interface SoftTokens {
  /** `[rows, hiddenSize]`, two rows a panel that shows something. */
  readonly rows: Float32Array
  /** The panel that each row comes from. */
  readonly panels: readonly number[]
}

/**
 * Two layers that look at every place alike (a convolution of windows, then of fields), one over the whole panel
 * that knows its place in the picture, and one that makes the vectors; ReLU between them. Only sums, products and
 * maxima, in float64 rounded to float32 after each layer: the same bits on every machine.
 */
export function encodePicture(encoder: VisionEncoder, picture: Picture): SoftTokens {
  const inputs = panelInputs(picture)
  const rows = new Float32Array(inputs.length * TOKENS_A_PANEL * encoder.hiddenSize)
  inputs.forEach((input, index) => {
    rows.set(encodePanel(encoder, input), index * TOKENS_A_PANEL * encoder.hiddenSize)
  })
  return { rows, panels: inputs.flatMap(({ panel }) => Array<number>(TOKENS_A_PANEL).fill(panel)) }
}

function encodePanel({ weights }: VisionEncoder, { panel, windows }: PanelInput): Float32Array {
  const { window, field, panel: width } = ENCODER_WIDTHS
  const seen = new Float32Array(WINDOW.count * window)
  for (let i = 0; i < WINDOW.count; i++) {
    const pixels = windows.subarray(i * WINDOW.pixels, (i + 1) * WINDOW.pixels)
    seen.set(relu(affine(weights['window.weight'], weights['window.bias'], pixels)), i * window)
  }
  const fields = new Float32Array(FIELD.count * field)
  const around = new Float32Array(FIELD.windows * window)
  FIELD_WINDOWS.forEach((members, i) => {
    members.forEach((member, at) => {
      around.set(seen.subarray(member * window, (member + 1) * window), at * window)
    })
    fields.set(relu(affine(weights['field.weight'], weights['field.bias'], around)), i * field)
  })
  const place = weights['panel.place'].subarray(panel * width, (panel + 1) * width)
  const inner = relu(affine(weights['panel.weight'], place, fields))
  return affine(weights['tokens.weight'], weights['tokens.bias'], inner)
}

/** `W x + b` for `W [b.length, x.length]`. */
function affine(w: Float32Array, b: Float32Array, x: Float32Array): Float32Array {
  const y = new Float32Array(b.length)
  let at = 0
  for (let row = 0; row < y.length; row++) {
    let sum = b[row] ?? 0
    for (let i = 0; i < x.length; i++) sum += (w[at++] ?? 0) * (x[i] ?? 0)
    y[row] = sum
  }
  return y
}

function relu(x: Float32Array): Float32Array {
  for (let i = 0; i < x.length; i++) if ((x[i] ?? 0) < 0) x[i] = 0
  return x
}
