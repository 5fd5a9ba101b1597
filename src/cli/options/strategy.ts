import { Option } from 'commander'
import { DISPATCH_STRATEGIES } from '../../adapt/adaptation.ts'

export function strategyOption(): Option {
  return new Option(
    '--strategy <strategy>',
    'how pass 1 decides: by the plain dispatch prompt, or with the classifier expert loaded',
  ).choices(DISPATCH_STRATEGIES)
}
