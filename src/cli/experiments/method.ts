import { LORA_DEFAULTS, type LoraOptions } from '../../train/lora.ts'
import { SVF_DEFAULTS, type SvfOptions } from '../../train/svf.ts'

type Settings<Options> = Omit<Options, 'learningRate' | 'seed' | 'steps'>

/** A way to train: everything but the learning rate, the seed and the number of steps. */
export type Method = {
  /** As it stands in the tables. */
  readonly name: string
  /** Learning rates to choose from on the validation split; a single one is taken as it is. */
  readonly rates: readonly number[]
} & (
  | { readonly adapter: 'svf'; readonly settings: Settings<SvfOptions> }
  | { readonly adapter: 'lora'; readonly settings: Settings<LoraOptions> }
)

const SVF_RATES = [0.01, 0.02, 0.05] as const
const LORA_RATES = [0.002, 0.005, 0.01] as const

function svf(name: string, change: Partial<SvfOptions>, rates: readonly number[] = SVF_RATES): Method {
  const { learningRate: _, seed: __, steps: ___, ...settings } = { ...SVF_DEFAULTS, ...change }
  return { name, rates, adapter: 'svf', settings }
}

function lora(name: string, change: Partial<LoraOptions>): Method {
  const { learningRate: _, seed: __, steps: ___, ...settings } = { ...LORA_DEFAULTS, ...change }
  return { name, rates: LORA_RATES, adapter: 'lora', settings }
}

const NEXT_TOKEN = { objective: 'next-token' } as const
const NOISY = { ...NEXT_TOKEN, answers: 'corpus' } as const
/** SVF by policy gradient keeps the rate of the committed experts: only what it is compared with is tuned. */
const FIXED = [SVF_DEFAULTS.learningRate]

export const METHODS = {
  svf: svf('SVF, policy gradient', {}, FIXED),
  svfMlp: svf('SVF, policy gradient, MLP', { modules: 'mlp' }, FIXED),
  svfAttention: svf('SVF, policy gradient, attention', { modules: 'attention' }, FIXED),
  svfWorked: svf('SVF, next-token on worked answers', NEXT_TOKEN),
  svfWorkedAttention: svf('SVF, next-token on worked answers, attention', {
    ...NEXT_TOKEN,
    modules: 'attention',
  }),
  svfNoisy: svf('SVF, next-token on the noisy corpus', NOISY),
  loraWorked: lora('LoRA, next-token on worked answers', NEXT_TOKEN),
  loraWorkedAttention: lora('LoRA, next-token on worked answers, attention', {
    ...NEXT_TOKEN,
    modules: 'attention',
  }),
  loraNoisy: lora('LoRA, next-token on the noisy corpus', NOISY),
  loraReward: lora('LoRA, policy gradient', {}),
  loraRewardAttention: lora('LoRA, policy gradient, attention', { modules: 'attention' }),
} as const satisfies Readonly<Record<string, Method>>
