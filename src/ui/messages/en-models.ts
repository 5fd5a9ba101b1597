import type { ModelSource } from '../../io/model-source.ts'
import type { Unkept } from '../../io/store/spilling-folder.ts'
import type { Place } from '../../state/models-store.ts'

/** Words around opening and factoring models. */
export const enModels = {
  button: (facts: string) => `Open a model. Now open: ${facts}`,
  opening: (share: string) => `Opening… ${share}`.trim(),
  title: 'Open a model',
  intro: 'Any model of the Llama family: it runs here, in your browser, and nothing of it is sent anywhere.',
  close: 'Close',
  place: 'Where the model is',
  places: {
    embedded: 'This page',
    hub: 'Hugging Face',
    address: 'Address',
    files: 'Your files',
    stored: 'Stored here',
  } satisfies Record<Place, string>,
  open: 'Open',
  loading: 'Loading…',

  embedded:
    'The small model that came with this page, with its experts, exercises and measured results. About 3 MB.',
  embeddedOpen: 'It is open now.',

  look: 'Look',
  looking: 'Looking…',
  hubLabel: 'Repository, as owner/name',
  hubHint:
    'From huggingface.co, with your own connection. Looking fetches the list of files and their headers; weights only come when you open.',
  hubBad: 'A repository has the form owner/name, as in the address of its page.',
  choice: 'Which file',
  choiceText: (file: string, size: string) => `${file}, ${size}`,
  formats: { bundle: 'factored bundle', gguf: 'GGUF', safetensors: 'safetensors' },
  facts: {
    what: 'What',
    whatValue: (format: string, layers: number, width: string, vocab: string) =>
      `Llama family, ${format}: ${layers} layers of width ${width}, ${vocab} tokens known`,
    parameters: 'Parameters',
    context: 'Reads',
    contextValue: (tokens: string) => `up to ${tokens} tokens`,
    download: 'Download',
    noDownload: 'nothing: it is here already',
    dense: 'Memory, as it is',
    factored: 'Memory, factored',
    cpu: 'Memory, on the CPU',
    storage: 'Browser storage',
    storageFree: (free: string) => `${free} free`,
  },
  fits: 'fits',
  fitsNot: 'does not fit',
  mayFit: 'may fit',
  onCpu: 'It will run on the CPU, which is slower.',
  noWebGpu: 'There is no WebGPU here: it will run on the CPU, which is slower.',
  fitsNowhere: 'This device cannot hold it. Take a smaller model, or one with smaller files such as Q4.',

  addressLabel: 'Address of a bundle’s folder',
  addressHint:
    'A folder that t2 factor has made, on a server that allows this page to read it (CORS). Only that server is asked.',
  addressBad: 'This is no web address. It begins with https:// and ends at the folder with manifest.json.',
  addressFile:
    'This is the address of a single file. Download it and open it from your files, or look in its repository on Hugging Face.',

  filesHint:
    'A GGUF file, a Hugging Face folder with safetensors, or a bundle. Or drop it anywhere on the page.',
  pickFiles: 'Choose files',
  pickFolder: 'Choose a folder',
  filesNone: 'Nothing chosen yet.',
  filesPicked: (files: number, size: string) => `${files === 1 ? '1 file' : `${files} files`}, ${size}`,
  andMore: (files: number) => `and ${files} more`,
  drop: 'Drop a model: a GGUF file, or a folder',

  storedNone: 'Nothing is stored in this browser yet. Models that are factored here are kept.',
  storedKinds: { model: 'model', download: 'download', factors: 'unfinished factoring' },
  storedPart: 'not whole',
  storedGoesOn: {
    download: 'To fetch the rest, open the same repository again.',
    factors: 'To go on with it, open the same model again.',
  },
  remove: 'Remove',
  removeNamed: (name: string, kind: string) => `Remove ${name} (${kind})`,
  openNamed: (name: string) => `Open ${name}`,
  clearAll: (size: string) => `Remove all (${size})`,

  speed: (speed: string) => `${speed} a second`,
  left: (time: string) => `${time} left`,
  ofBytes: (loaded: string, total: string) => `${loaded} of ${total}`,
  stays: 'The model that was open is still open.',
  cancelled: {
    hub: 'Stopped. What has been downloaded so far is kept.',
    bundle: 'Stopped. Files that were fetched whole may still be in the browser’s cache.',
    files: 'Stopped.',
    stored: 'Stopped.',
  } satisfies Record<ModelSource['kind'], string>,
  tryAgain: 'Try again',

  asked: (name: string) => `This link asks for another model: ${name}`,
  askedWhat: {
    bundle: (host: string) => `It would be downloaded from ${host}. Nothing has been requested yet.`,
    hub: (repo: string) =>
      `It would be downloaded from huggingface.co/${repo}. Nothing has been requested yet.`,
    stored: 'It may be stored in this browser.',
    files: '',
    embedded: 'It is the one that came with this page.',
  },
  askedKept: 'It is stored in this browser.',
  askedOpen: 'Open it',
  askedKeep: 'Stay with this model',

  factorTitle: (name: string) => `${name} is open for base answers.`,
  factorWhy:
    'Experts change singular values, so the weights are first factored: once, here, in the background. The result is kept in this browser.',
  factor: 'Factor this model',
  factoring: (done: string, total: string) => `Factoring: ${done} of ${total} matrices`,
  factorPhases: { factoring: 'Factoring', writing: 'Writing the factors', starting: 'Starting the engine' },
  pause: 'Pause',
  resume: 'Resume',
  paused: (done: string, total: string) => `Paused: ${done} of ${total} matrices are done and kept.`,
  pausedEarly: 'Paused before the first matrix was done.',
  discard: 'Discard',
  stopAndDiscard: 'Stop and discard',
  unkept: {
    'no-room': (name: string) =>
      `The browser’s storage has no room for ${name}: it runs from memory and goes when the tab is closed.`,
    'no-storage': (name: string) =>
      `This browser keeps nothing for the page (a private window, or a page over http?): ${name} runs from memory and goes when the tab is closed.`,
  } satisfies Record<Unkept, (name: string) => string>,
  makeRoom: 'See what is stored',

  dense: 'This model is not factored yet, and experts need the factors.',
  noExperts: 'No experts for this model yet. Load one from a file, or train one below.',
  loadExpert: 'Load an expert',
  trainExpert: 'Train one',
  adaptedDense: 'The adapted model needs an expert, and experts need factored weights.',
  adaptedNone: 'Without an expert the adapted model is the base model.',
  twoPassNone: 'Two passes choose among experts, and this model has none yet.',
  weightsNone: 'No experts, no weights: load or train one first.',
  confusionNone: 'Pass 1 needs experts to choose among, and this model has none yet.',
  confusionPlain: 'This model goes on with texts and cannot be asked what kind of task something is.',
  measuredElsewhere:
    'The measured matrices belong to the model that came with this page. Here you can count live.',
  accuracyElsewhere:
    'The measured tables belong to the model that came with this page. Another model is measured with t2 eval.',
  picturesElsewhere:
    'Pictures belong to the model that came with this page: no other has learned to see them.',
  measuredWith: (model: string) => `Measured with ${model}.`,
  trainingLarge: (parameters: string) =>
    `Training a model of ${parameters} parameters takes several gigabytes of memory, more than a tab is given. On the command line it works; the expert’s file is then loaded below.`,
  trainingLargeCommand:
    't2 train svf --model BUNDLE --task chat-reasoning --modules mlp --prompts 16 --learning-rate 0.01 --kl-weight 0.05 --resume --out my-expert.safetensors',
  trainingLargeNote: 'BUNDLE is the folder that t2 factor makes of the same model.',
  trainingDense: 'Training moves singular values, so the model has to be factored first.',
}
