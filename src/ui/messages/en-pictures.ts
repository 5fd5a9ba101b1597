import type { PictureLane } from '../../state/pictures-store.ts'
import type { Panel } from '../../tasks/pictures/panel.ts'

const lanes: Readonly<Record<PictureLane, string>> = {
  base: 'Base',
  vision: 'Expert vision, α = 1',
  sliders: 'Your sliders',
}

function panelText(panel: Panel): string {
  switch (panel.kind) {
    case 'word':
      return `the word ${panel.text}`
    case 'number':
      return `the number ${panel.value}`
    case 'things':
      return `${panel.count} ${panel.thing}`
    default:
      return panel satisfies never
  }
}

/** Texts of the part that reads pictures. */
export const enPictures = {
  heading: 'Pictures',
  intro:
    'A small patch encoder stands in front of the same language model: it turns a picture into vectors that take the place of words. The model’s weights do not change, and the experts work on pictures too.',
  open: 'Open the vision part',
  size: 'about 0.5 MB, fetched only now',
  opening: (loaded: string, total: string) => `${loaded} of ${total} MB`,
  openingUnknown: 'Fetching…',
  facts: (parameters: string) => `Patch encoder: ${parameters} numbers.`,
  draw: 'Draw a picture',
  drawHard: 'Draw a harder one',
  clear: 'Clear the sheet',
  canvas: 'The picture: four panels, read like text. Draw on it with a pointer.',
  shows: (panels: string) => `It shows: ${panels}.`,
  showsOwn: 'Drawn by you: words, numbers to 99, or up to nine things a panel.',
  blank: 'A blank sheet. Draw on it, or let one be drawn.',
  panelText,
  question: 'Question about the picture',
  ask: 'Ask about the picture',
  answers: 'Answers',
  lanes,
  lane: 'Who',
  answer: 'Answer',
  sees: 'What the encoder makes of it',
  seesSentence: (words: string) => `The vectors stand nearest to these words: ${words}.`,
  seesNothing: 'There is nothing on the sheet to read.',
  panel: 'Panel',
  word: 'Nearest word',
  cosine: 'Cosine',
  right: 'right',
  wrong: 'wrong',
  expected: (expected: string) => `A right answer: ${expected}`,
  asking: 'reading and answering…',
  nothing: '(nothing)',
  noQuestion: 'Write a question first.',
} as const
