import type { Sentences } from '../../teller.ts'

/** In German, what is put together of parts while the page runs, and what valibot and browsers say by themselves. */
export const deToldComposed: Sentences = {
  'After such losses a browser gives none for some minutes, or until it has been started again.':
    'Danach gibt ein Browser einige Minuten lang keines heraus, oder bis er neu gestartet wurde.',
  'GGUF version {}, only {} and {}': 'GGUF-Version {1}, nur {2} und {3}',
  'There is more than one model: {}, the folder with config.json.':
    'Es ist mehr als ein Modell: {1}, der Ordner mit config.json.',
  'Failed to fetch': 'Der Browser bekam keine Verbindung',
  'Failed to fetch.': 'Der Browser bekam keine Verbindung.',
  'Load failed': 'Der Browser bekam keine Verbindung',
  'Load failed.': 'Der Browser bekam keine Verbindung.',
  'NetworkError when attempting to fetch resource.': 'Der Browser bekam keine Verbindung.',
  'The repository {}': 'Das Repository {1}',
  'Invalid {}: Expected {} but received {}': 'erwartet wird {2}, gefunden wurde {3}',
  'Invalid {}: Received {}': 'ungültig: {2}',
  empty: 'leer',
  'cannot be read': 'lässt sich nicht lesen',
  'has a number that is not finite in {}': 'hat in {1} eine Zahl, die nicht endlich ist',
  'has shape [{}] for {}, where this model needs [{}]':
    'hat die Form [{1}] für {2}, dieses Modell braucht [{3}]',
  'has shape [{}] for {}, whose rank is {}': 'hat die Form [{1}] für {2}, dessen Rang {3} ist',
  'stores {} as {} instead of F32': 'speichert {1} als {2} statt F32',
  '"{}": {}': '"{1}": {2}',
  'results/{}.json is not what this page expects ({}: {}).':
    'results/{1}.json ist nicht, was diese Seite erwartet ({2}: {3}).',
  'α {} is not a plain number': 'α {1} ist keine einfache Zahl',
  'α {} is not in {}': 'α {1} liegt nicht in {2}',
}
