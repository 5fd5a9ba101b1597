import { AppError } from '../core/errors.ts'
import { createMemoryShelf } from '../io/memory-shelf.fixture.ts'
import { createExamples } from './examples.ts'
import type { PlaygroundOptions } from './playground.ts'
import { createFakeClient } from './testing/fake-client.ts'

export const EMBEDDED = 'http://localhost/models/tiny/'

/** A page without a network, a first example or anything kept, and with a worker of nothing but made-up answers. */
export function pageOptions(): PlaygroundOptions {
  return {
    client: createFakeClient(),
    readJson: () => Promise.reject(new AppError('network', 'There is no such file.')),
    modelUrl: EMBEDDED,
    firstExample: null,
    examplesOf: createExamples(1),
    hash: '',
    openTrainer: () => createFakeClient(),
    cores: 2,
    shelf: createMemoryShelf(),
  }
}
