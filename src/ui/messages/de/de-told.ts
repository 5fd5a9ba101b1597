import { phraseTeller } from '../phrase-teller.ts'
import { type Sentences, tellerOf } from '../teller.ts'
import type { Teller } from '../told.ts'
import { deMeasuredPhrases, MEASURED_NAMES } from './told/de-measured-phrases.ts'
import { deMeasuredTexts } from './told/de-measured-texts.ts'
import { deToldAdapt } from './told/de-told-adapt.ts'
import { deToldComposed } from './told/de-told-composed.ts'
import { deToldEngine } from './told/de-told-engine.ts'
import { deToldGguf } from './told/de-told-gguf.ts'
import { deToldIo } from './told/de-told-io.ts'
import { deToldLink } from './told/de-told-link.ts'
import { deToldModel } from './told/de-told-model.ts'
import { deToldTasks } from './told/de-told-tasks.ts'
import { deToldWorker } from './told/de-told-worker.ts'

/** German of every sentence that errors and reasons bring to the page from the layers below, by its English. */
export const deSentences: Sentences = {
  ...deToldAdapt,
  ...deToldComposed,
  ...deToldEngine,
  ...deToldGguf,
  ...deToldIo,
  ...deToldLink,
  ...deToldModel,
  ...deToldTasks,
  ...deToldWorker,
}

const tellSentence = tellerOf(deSentences)
const tellText = tellerOf(deMeasuredTexts)
const tellPhrases = phraseTeller(deMeasuredPhrases, MEASURED_NAMES)

/** What errors say, and what the files of measured experiments hold. */
export const tellInGerman: Teller = (text) => tellText(text) ?? tellPhrases(text) ?? tellSentence(text)
