import type { OwnExpertsStore } from '../../state/own-experts-store.ts'
import { en } from '../messages/en.ts'

/** An expert has at most some megabytes; a file of this size was chosen by mistake. */
const MOST_BYTES = 64 * 1024 * 1024

/** Makes a file that a person picked an expert; what is wrong with it is told by the store. */
export async function loadExpert(ownExperts: OwnExpertsStore, file: File): Promise<void> {
  if (file.size > MOST_BYTES) {
    const message = en.training.tooBig(file.name)
    ownExperts.setState({ problem: { code: 'limit', message, advice: null } })
    return
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  await ownExperts.add(file.name.replace(/\.[^.]*$/, ''), bytes, 'loaded')
}
