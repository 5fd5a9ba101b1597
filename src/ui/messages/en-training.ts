import type { ModuleGroup } from '../../model/llama-config.ts'
import type { AnswerMatch } from '../../tasks/written-exercises.ts'
import type { Signal } from '../../train/signal.ts'

const modules: Readonly<Record<ModuleGroup, string>> = { mlp: 'MLP', attention: 'attention', all: 'all' }

const matches: Readonly<Record<AnswerMatch, string>> = {
  ending: 'it ends with an accepted one',
  whole: 'it is an accepted one',
}

const signals: Readonly<Record<Exclude<Signal, 'learning'>, (samples: string) => string>> = {
  'never-right': (samples) =>
    `None of ${samples} sampled answers was right in the first steps, and only right answers can be rewarded. The base has to succeed now and then: try easier prompts, more accepted answers, or “it ends with an accepted one”.`,
  'always-right': (samples) =>
    `All of ${samples} sampled answers were right: the base masters this task already, and there is nothing to learn.`,
  flat: () =>
    'In the latest steps all samples of every prompt earned the same, so they taught nothing. The expert stays as it is until answers differ again.',
}

/** Texts of training in the page. */
export const enTraining = {
  heading: 'Train an expert',
  intro:
    'Pick a kind of task or write your own. The model answers, right answers are rewarded, and only the multipliers of its singular values learn. Everything runs in this tab.',
  loading: 'Loading…',

  source: 'Learn',
  fromFamily: 'a family',
  written: 'your own task',
  family: 'Family',
  text: 'Your task, one exercise a line: prompt => answer',
  textHint:
    'Several accepted answers: prompt => answer | other answer. Lines of JSON work too: {"prompt": …, "answer": …}; they also take answers with a bar.',
  example: 'Fill in an example',
  openFile: 'Add lines from a file',
  tooLong: 'This file is too long: a task has at most 1 MB.',
  unreadable: 'This file is not text.',
  match: 'An answer is right if',
  matches,
  counted: (all: number, train: number, heldOut: number) =>
    `${all} exercises: ${train} to train on, ${heldOut} held out to measure with.`,
  tooFew: (count: number, fewest: number) =>
    count === 0
      ? `Write at least ${fewest} exercises.`
      : `${count} ${count === 1 ? 'exercise' : 'exercises'} so far; at least ${fewest} are needed.`,
  lineProblem: (line: number, reason: string) => `Line ${line}: ${reason}.`,
  moreProblems: (count: number) => `${count} more lines cannot be read.`,
  leftOut: 'Lines that cannot be read are left out.',

  name: 'Name',
  nameHint: (name: string) => `Without one it is called ${name}.`,
  modules: 'Modules',
  moduleNames: modules,
  modulesTerm:
    'Which weight matrices may change: those of attention, those of the MLP, or all. Matrices left out stay as they are.',
  steps: 'Steps',
  stepsRange: 'A whole number from 1 to 500',
  klWeight: 'KL weight',
  klRange: 'A number from 0 to 5',
  klWord: 'what KL does',
  klTerm:
    'KL measures in nats a token how far the expert’s predictions have moved from the base. Its weight is what moving costs against reward.',
  more: 'More',
  learningRate: 'Learning rate',
  rateRange: 'Above 0, at most 0.2',
  seed: 'Seed',
  train: 'Train',
  notReady: 'The model is not running yet.',
  busy: 'One training at a time: finish or discard the one beside.',

  idle: (prompts: number, samples: number) =>
    `Each step samples ${samples} answers to each of ${prompts} prompts and makes those likelier that did better than their neighbours. Prompts of other kinds hold the expert to its own task. You can move sliders meanwhile, pause, close the tab, and go on another day.`,
  about: (task: string, modules: string, kl: string, seed: number) =>
    `${task}, modules ${modules}, KL weight ${kl}, seed ${seed}`,
  ownTask: (count: number) => `a task of ${count} exercises`,
  progress: 'Training',
  opening: 'Opening the model in a second worker…',
  firstStep: 'Measuring the base, then the first step…',
  step: (step: number, steps: number) => `step ${step} of ${steps}`,
  left: (time: string) => `about ${time} left`,
  took: (time: string) => `${time} of training`,
  pause: 'Pause',
  resume: 'Resume',
  finish: 'Stop here and keep the expert',
  discard: 'Discard',
  paused: (step: number, steps: number) => `Paused after step ${step} of ${steps}.`,
  pausedEarly: 'Paused before the first step was done.',
  discarded: (name: string) => `The training of ${name} was discarded.`,
  undo: 'Undo',
  signals,
  madeNothing:
    'No expert was made: no answer was better than its neighbours in any step, so it would be the base.',
  made: (name: string) => `α ${name} is on the sliders, at 0.`,
  tryIt: 'Try it at α = 1',
  close: 'Close',
  notKept: 'This training is lost when the tab closes.',

  reward: 'Reward',
  rewardSentence: (first: string, last: string, step: number) =>
    `${last} of the answers sampled in step ${step} were right${step > 1 ? `, ${first} in step 1` : ''}.`,
  kl: 'KL to the base',
  klSentence: (own: string, others: string) =>
    `The expert is ${own} nats a token away from the base on its task, ${others} on prompts of other kinds.`,
  klOwn: 'its task',
  klOthers: 'other kinds',
  accuracy: 'Held-out accuracy',
  accuracySentence: (right: number, items: number, share: string, low: string, high: string, step: number) =>
    `${right} of ${items} held-out exercises right after step ${step} (${share}; 95 % interval ${low} to ${high}).`,
  accuracyBase: (right: number, items: number, share: string) => `The base: ${right} of ${items} (${share}).`,
  notMeasured: 'Measured before the first step, every fifth step, and at the end.',
  nothingYet: 'Appears with the first step.',
  stepAxis: 'step',
  stepColumn: 'Step',
  right: 'Right',
  of: 'Exercises',
  base: 'base',

  own: 'Your experts',
  ownNone:
    'Experts that you train here or load from a safetensors file are listed here, and kept in this browser.',
  load: 'Load an expert',
  tooBig: (name: string) => `${name} is larger than any expert of this model.`,
  trainedHere: 'trained here',
  loaded: 'loaded',
  facts: (task: string, origin: string, numbers: string) => `${task}, ${origin}, ${numbers} numbers`,
  download: 'Download',
  rename: 'Rename',
  remove: 'Remove',
  save: 'Save',
  newName: (name: string) => `New name of ${name}`,
  removed: (name: string) => `${name} was removed.`,
  inspect: 'How it was made, and what it changes',
  provenance: 'Made with',
  changes: 'Size of the change',
  changesSentence: (layer: number, kind: string, most: string) =>
    `It changes ${kind} of layer ${layer} most: by ${most} of that matrix’s singular values (‖σ⊙z − σ‖ / ‖σ‖).`,
  changesNone: 'It changes nothing.',
  layer: 'Layer',
  ownNotKept: 'Your experts are lost when the tab closes; download those you want to keep.',
}
