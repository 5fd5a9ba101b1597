import type { Sentences } from '../../teller.ts'

/** In German, what is put together of parts while the page runs, and the messages of valibot that nobody wrote. */
export const deToldComposed: Sentences = {
  'After such losses a browser gives none for some minutes, or until it has been started again.':
    'Danach gibt ein Browser einige Minuten lang keines heraus, oder bis er neu gestartet wurde.',
  'Invalid {}: Expected {} but received {}': 'erwartet wird {2}, gefunden wurde {3}',
  'Invalid {}: Received {}': 'ungültig: {2}',
  empty: 'leer',
  'has a number that is not finite in {}': 'hat in {1} eine Zahl, die nicht endlich ist',
  'has shape [{}] for {}, where this model needs [{}]':
    'hat die Form [{1}] für {2}, dieses Modell braucht [{3}]',
  'has shape [{}] for {}, whose rank is {}': 'hat die Form [{1}] für {2}, dessen Rang {3} ist',
  'stores {} as {} instead of F32': 'speichert {1} als {2} statt F32',
  '"{}": {}': '"{1}": {2}',
  '{}: Invalid {}: Expected {} but received {}': '{1}: erwartet wird {3}, gefunden wurde {4}',
  '{}: Invalid {}: Received {}': '{1}: ungültig: {3}',
  '{}: an interval is [low, high]': '{1}: ein Intervall ist [unten, oben]',
  '{}: every row needs one cell a column': '{1}: jede Zeile braucht eine Zelle je Spalte',
  '{}: the matrix needs one row and one column a label':
    '{1}: die Matrix braucht je Beschriftung eine Zeile und eine Spalte',
  '{}: two columns have the same name': '{1}: zwei Spalten heißen gleich',
  '{}: two rows have the same name': '{1}: zwei Zeilen heißen gleich',
  'α {} is not a plain number': 'α {1} ist keine einfache Zahl',
  'α {} is not in {}': 'α {1} liegt nicht in {2}',
}
