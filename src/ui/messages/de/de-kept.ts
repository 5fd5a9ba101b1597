import type { enKept } from '../en-kept.ts'
import type { Translation } from '../translation.ts'

/** Words around what the browser keeps for the page, in German. */
export const deKept = {
  button: 'Gespeicherte Daten',
  wayOn: 'Gespeicherte Daten löschen…',
  title: 'Gespeicherte Daten',
  intro:
    'Was dieser Browser für die Seite aufbewahrt, damit es nicht noch einmal geholt oder berechnet werden muss.',
  counting: 'Wird gezählt…',
  models: 'Modelle, Downloads und Faktoren',
  page: 'Die Seite selbst, für einen Besuch ohne Netz',
  settings: 'Einstellungen: Farben, Sprache, Rundgang',
  nothing: 'nichts',
  own: (experts, trainings, size) =>
    `Auch meine eigene Arbeit löschen: ${experts === 1 ? '1 Experte' : `${experts} Experten`}, ${trainings === 1 ? '1 unfertiges Training' : `${trainings} unfertige Trainings`}, ${size}`,
  ownWarning:
    'Was du nicht als Datei gesichert hast, gibt es sonst nirgends. Ohne dieses Häkchen bleibt es erhalten.',
  clear: (size) => `Gespeicherte Daten löschen (${size})`,
  sure: (size, experts) =>
    experts === 0
      ? `${size} löschen? Das offene Modell läuft weiter; was ein späterer Besuch braucht, wird dann wieder geholt.`
      : `${size} löschen, samt ${experts === 1 ? '1 eigenen Experten, der' : `${experts} eigenen Experten, die`} sich nicht wiederherstellen ${experts === 1 ? 'lässt' : 'lassen'}?`,
  sureClear: 'Löschen',
  keep: 'Alles behalten',
  clearing: 'Wird gelöscht…',
  cleared: (size) => `${size} gelöscht. Was offen ist, läuft weiter.`,
} satisfies Translation<typeof enKept>
