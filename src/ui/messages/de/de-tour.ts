import type { enTour } from '../en-tour.ts'
import type { Translation } from '../translation.ts'

/** The tour in German. */
export const deTour = {
  stops: {
    prompt: {
      title: 'Etwas fragen',
      text: 'In diesem Tab läuft ein kleines Sprachmodell. Nimm eines der Beispiele, oder schreib einen eigenen Prompt und drück die Eingabetaste.',
    },
    experts: {
      title: 'Eine Fähigkeit aufdrehen',
      text: 'Jeder Regler ist ein Experte: ein Faktor für jeden Singulärwert der Gewichte. Zieh an α, oder nimm die Pfeiltasten: 0 ist das Basismodell, 1 der Experte, wie er trainiert wurde.',
    },
    outputs: {
      title: 'Vergleichen',
      text: 'Basis und angepasstes Modell antworten nebeneinander, während du ziehst. Unterschiede sind markiert, und wo die Seite die Antwort kennt, sagt sie richtig oder falsch.',
    },
    twoPass: {
      title: 'Oder das Modell wählen lassen',
      text: 'In einem ersten Durchgang sagt das Modell, was für eine Aufgabe das ist; in einem zweiten antwortet es mit dem Experten dafür.',
    },
    confusion: {
      title: 'Wie oft liegt es richtig?',
      text: 'Zähl an frisch gezogenen Prompts, hier und jetzt, oder lies, was beim Training des Modells gemessen wurde.',
    },
    inspector: {
      title: 'Hineinsehen',
      text: 'Was ein Experte ändert, Matrix für Matrix, bis hinunter zu den Tokens, die eine einzelne Komponente liest und schreibt.',
    },
    more: {
      title: 'Von hier aus weiter',
      text: 'Die Lektionen führen Schritt für Schritt hindurch. „Ergebnisse“ wiederholt die Experimente des Papers. Der Name des Modells öffnet ein anderes, und „Link kopieren“ bewahrt, was du gefunden hast.',
    },
  },
  offer: 'Neu hier? Sieben Stationen, zwei Minuten.',
  take: 'Rundgang machen',
  decline: 'Nein, danke',
  place: (stop, stops) => `Rundgang, ${stop} von ${stops}`,
  next: 'Weiter',
  back: 'Zurück',
  skip: 'Rundgang verlassen',
  end: 'Fertig',
  again: 'Rundgang',
} satisfies Translation<typeof enTour>
