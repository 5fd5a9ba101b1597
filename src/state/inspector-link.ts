import * as v from 'valibot'
import { EXPERT_NAME } from '../adapt/expert-name.ts'
import { MODULE_KINDS, type ModuleKind } from '../model/llama-config.ts'

/** Stands for the mix that the sliders set; no expert may be called so. */
export const CURRENT_MIX = 'mix'

/** What a link says of the inspector. */
export interface InspectorLink {
  /** One subject, or two that are compared: names of experts or CURRENT_MIX. */
  readonly inspect?: readonly string[]
  readonly matrix?: { readonly layer: number; readonly kind: ModuleKind }
}

const MATRIX = new RegExp(`^([1-9]\\d{0,3})\\.(${MODULE_KINDS.join('|')})$`)

/** `math` or `math,code`. */
export const inspectField = v.pipe(
  v.string(),
  v.transform((text): readonly string[] => text.split(',')),
  v.check((names) => names.length <= 2, 'at most two can be looked at'),
  v.check((names) => names.every((name) => EXPERT_NAME.test(name)), 'not a name of an expert, or mix'),
)

/** `4.down`: layers count from 1, as on the page. */
export const matrixField = v.pipe(
  v.string(),
  v.regex(MATRIX, 'not LAYER.MODULE'),
  v.transform((text): NonNullable<InspectorLink['matrix']> => {
    const [, layer = '1', kind] = MATRIX.exec(text) ?? []
    return { layer: Number(layer) - 1, kind: MODULE_KINDS.find((each) => each === kind) ?? 'q' }
  }),
)

export function matrixText({ layer, kind }: NonNullable<InspectorLink['matrix']>): string {
  return `${layer + 1}.${kind}`
}
