import type { TourStop } from '../tour/tour-store.ts'

const stops: Readonly<Record<TourStop, { readonly title: string; readonly text: string }>> = {
  prompt: {
    title: 'Ask something',
    text: 'A small language model runs in this tab. Take one of the examples, or write a prompt of your own and press Enter.',
  },
  experts: {
    title: 'Turn a skill up',
    text: 'Each slider is an expert: one multiplier for each singular value of the weights. Drag α, or use the arrow keys: 0 is the base model, 1 the expert as it was trained.',
  },
  outputs: {
    title: 'Compare',
    text: 'Base and adapted answer side by side while you drag. What differs is marked, and where the page knows the answer it says right or wrong.',
  },
  twoPass: {
    title: 'Or let the model choose',
    text: 'In a first pass the model says what kind of task this is; in a second it answers with the expert for it.',
  },
  confusion: {
    title: 'How often is it right?',
    text: 'Count on freshly drawn prompts, here and now, or read what was measured when the model was trained.',
  },
  inspector: {
    title: 'Look inside',
    text: 'What an expert changes, matrix by matrix, down to the tokens that a single component reads and writes.',
  },
  more: {
    title: 'Go on from here',
    text: 'Lessons lead through it step by step. Results repeats the paper’s experiments. The name of the model opens another, and Copy link keeps what you found.',
  },
}

export const enTour = {
  stops,
  offer: 'New here? Seven stops, two minutes.',
  take: 'Take the tour',
  decline: 'No, thanks',
  place: (stop: number, stops: number) => `Tour, ${stop} of ${stops}`,
  next: 'Next',
  back: 'Back',
  skip: 'Leave the tour',
  end: 'Done',
  again: 'Tour',
}
