import { Option } from 'commander'
import { DISPATCH_STRATEGIES, STRATEGIES } from '../../adapt/adaptation.ts'

const FLAG = '--strategy <strategy>'
const DISPATCH = 'how pass 1 decides: by the plain dispatch prompt, or with the classifier expert loaded'

export function dispatchStrategyOption(): Option {
  return new Option(FLAG, DISPATCH).choices(DISPATCH_STRATEGIES)
}

export function strategyOption(): Option {
  return new Option(FLAG, `${DISPATCH}; few-shot searches α on examples (--shots)`).choices(STRATEGIES)
}
