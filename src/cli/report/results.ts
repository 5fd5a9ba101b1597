import type { ConfusionReport, Mix } from '../../adapt/adaptation.ts'
import type { ExperimentResult } from '../../adapt/experiment-result.ts'
import type { Origin } from '../../adapt/origin.ts'
import type { ChatFamily } from '../../tasks/natural/chat-families.ts'
import type { Family } from '../../tasks/task-item.ts'
import type { LighthouseResults } from './lighthouse-results.ts'

/** A share with its Wilson 95 % interval. */
export interface Cell {
  readonly items: number
  readonly correct: number
  readonly accuracy: number
  readonly interval: readonly [number, number]
}

export interface TableRow {
  /** `base`, or an expert at α = 1, or a strategy. */
  readonly name: string
  readonly cells: Readonly<Partial<Record<Family, Cell>>>
}

/** `table.json`: base and each task expert × six families, greedy, `items` test items a family. */
export interface TableResults extends Origin {
  readonly items: number
  readonly rows: readonly TableRow[]
}

/** `confusion.json`: pass 1 over all seven families, once a strategy. */
export interface ConfusionResults extends Origin {
  readonly reports: readonly ConfusionReport[]
}

/** `dispatch.json`: both strategies on the same prompts, and what two passes are worth. */
export interface DispatchResults extends Origin {
  readonly items: number
  readonly dispatch: { readonly prompt: Cell; readonly classifier: Cell }
  /** classifier − prompt, prompt by prompt. */
  readonly difference: {
    readonly mean: number
    readonly interval: readonly [number, number]
    readonly onlyPrompt: number
    readonly onlyClassifier: number
  }
  /** Accuracy of the answers of pass 2, with the base beside it. */
  readonly twoPass: { readonly items: number; readonly rows: readonly TableRow[] }
}

/** `smollm2/table.json`: base and task experts on families of choices in plain English, held-out wordings. */
export interface ChatTableResults extends Origin {
  readonly items: number
  readonly rows: readonly {
    readonly name: string
    readonly cells: Readonly<Partial<Record<ChatFamily, Cell>>>
  }[]
  /** What each expert gains on its own family, item by item, with a 95 % interval. */
  readonly gains: readonly {
    readonly family: ChatFamily
    readonly expert: string
    readonly mean: number
    readonly interval: readonly [number, number]
  }[]
}

/** `smollm2/dispatch.json`: both strategies on the same held-out messages. */
export type ChatDispatchResults = Omit<DispatchResults, 'twoPass'>

/** `smollm2/agree-*.json`: what `t2 agree --out` wrote on one backend, which holds each case as well. */
export interface AgreementResults extends Origin {
  readonly device: string
  /** How the bundle stores U and V. */
  readonly stored: 'F16' | 'F32' | 'I8'
  readonly cases: number
  readonly worstLogitError: number
  readonly worstLogProbError: number
  /** Cases whose every greedy token is the same. */
  readonly greedySame: number
  /** Whether the others part only where the reference has two tokens that are as good as equal. */
  readonly greedyAgrees: boolean
  /** Of log p by s, over the norm of its matrix; where the backend has gradients. */
  readonly worstSlopeError?: number
}

/** The folder `smollm2`: a real model, which is not committed, and its experts, which are. */
export interface ChatModelResults {
  readonly agreements?: readonly AgreementResults[]
  readonly table?: ChatTableResults
  readonly dispatch?: ChatDispatchResults
  readonly confusion?: ConfusionResults
  readonly trained?: readonly TrainResults[]
}

/** `sliders.json`: accuracy on an expert's own family as its α moves. */
export interface SliderResults extends Origin {
  readonly items: number
  readonly series: readonly {
    readonly expert: string
    readonly family: Family
    readonly points: readonly {
      readonly alpha: number
      readonly accuracy: number
      readonly interval: readonly [number, number]
    }[]
  }[]
}

export interface ExampleAnswer {
  readonly text: string
  readonly pieces: readonly string[]
  /** The likeliest first tokens. */
  readonly top: readonly { readonly text: string; readonly probability: number }[]
}

/** `first-example.json`: what the page shows before its engine has run. */
export interface ExampleResults extends Origin {
  readonly prompt: string
  readonly family: Family
  readonly expected: string
  readonly mix: Mix
  readonly base: ExampleAnswer
  readonly adapted: ExampleAnswer
}

/** `experts.json`: how alike the experts are. */
export interface ExpertResults extends Origin {
  readonly names: readonly string[]
  /** Cosine of ẑ − 1 over all adapted modules, `[names][names]`. */
  readonly cosines: readonly (readonly number[])[]
  /** Root mean square of ẑ − 1. */
  readonly change: readonly number[]
  /** Numbers in each expert. */
  readonly numbers: readonly number[]
}

/** One row of `t2 bench`. `ratio` is ours ÷ peer in `unit`. */
export interface BenchRow {
  readonly name: string
  readonly ours: number
  readonly peer: number
  readonly peerName: string
  readonly unit: string
  readonly ratio: number
  /** How it was measured. */
  readonly note: string
}

/** `bench.json`. */
export interface BenchResults extends Origin {
  readonly rows: readonly BenchRow[]
}

/** `pretrain.json`: what `t2 pretrain --json` printed. */
export interface PretrainResults extends Origin {
  readonly steps: number
  readonly tokens: number
  readonly answerLoss: number
  readonly seconds: number
}

/** `train-NAME.json`: what `t2 train svf --json` printed. */
export interface TrainResults extends Origin {
  readonly task: string
  readonly numbers: number
  readonly seconds: number
  /** `reward` is the share of sampled answers that were right. */
  readonly curve: readonly { readonly step: number; readonly reward: number }[]
}

/** `vision-encoder.json`: what `t2 train vision-encoder --json` printed. */
export interface EncoderResults extends Origin {
  readonly numbers: number
  readonly bytes: number
  readonly seconds: number
  readonly reading: readonly {
    readonly family: string
    readonly words: number
    readonly right: number
    readonly seed: number
  }[]
  readonly curve: readonly { readonly reading: number; readonly answering: number | null }[]
}

export interface AllResults {
  readonly pretrain?: PretrainResults
  readonly trained?: readonly TrainResults[]
  readonly 'vision-encoder'?: EncoderResults
  readonly table?: TableResults
  readonly confusion?: ConfusionResults
  readonly dispatch?: DispatchResults
  readonly sliders?: SliderResults
  readonly 'first-example'?: ExampleResults
  readonly experts?: ExpertResults
  readonly bench?: BenchResults
  readonly lighthouse?: LighthouseResults
  readonly smollm2?: ChatModelResults
  /** What `t2 experiment` wrote, in the order of the paper. */
  readonly experiments?: readonly ExperimentResult[]
}
