import type { Panel } from '../../../tasks/pictures/panel.ts'
import type { enPictures } from '../en-pictures.ts'
import type { Translation } from '../translation.ts'

function panelText(panel: Panel): string {
  switch (panel.kind) {
    case 'word':
      return `das Wort ${panel.text}`
    case 'number':
      return `die Zahl ${panel.value}`
    case 'things':
      return `${panel.count} × ${panel.thing}`
    default:
      return panel satisfies never
  }
}

/** Texts of the part that reads pictures, in German. */
export const dePictures = {
  heading: 'Bilder',
  intro:
    'Vor demselben Sprachmodell steht ein kleiner Patch-Encoder: Er macht aus einem Bild Vektoren, die an die Stelle von Wörtern treten. Die Gewichte des Modells ändern sich nicht, und die Experten wirken auch auf Bilder.',
  open: 'Sehteil öffnen',
  size: 'etwa 0,5 MB, erst jetzt geladen',
  opening: (loaded, total) => `${loaded} von ${total} MB`,
  openingUnknown: 'Wird geladen…',
  facts: (parameters) => `Patch-Encoder: ${parameters} Zahlen.`,
  draw: 'Bild zeichnen lassen',
  drawHard: 'Schwereres zeichnen lassen',
  clear: 'Blatt leeren',
  canvas: 'Das Bild: vier Felder, gelesen wie Text. Zeichne mit einem Zeigegerät darauf.',
  shows: (panels) => `Zu sehen: ${panels}.`,
  showsOwn: 'Von dir gezeichnet: Wörter, Zahlen bis 99 oder bis zu neun Dinge je Feld.',
  blank: 'Ein leeres Blatt. Zeichne darauf, oder lass eines zeichnen.',
  panelText,
  question: 'Frage zum Bild',
  ask: 'Zum Bild fragen',
  answers: 'Antworten',
  lanes: { base: 'Basis', vision: 'Experte vision, α = 1', sliders: 'Deine Regler' },
  lane: 'Wer',
  answer: 'Antwort',
  sees: 'Was der Encoder daraus macht',
  seesSentence: (words) => `Diesen Wörtern stehen die Vektoren am nächsten: ${words}.`,
  seesNothing: 'Auf dem Blatt ist nichts zu lesen.',
  panel: 'Feld',
  word: 'Nächstes Wort',
  cosine: 'Kosinus',
  right: 'richtig',
  wrong: 'falsch',
  expected: (expected) => `Eine richtige Antwort: ${expected}`,
  asking: 'liest und antwortet…',
  nothing: '(nichts)',
  noQuestion: 'Schreib zuerst eine Frage.',
} satisfies Translation<typeof enPictures>
