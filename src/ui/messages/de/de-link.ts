/** Why a part of a link was left out, by what the reader of links says in English. */
const REASONS: readonly (readonly [english: RegExp, german: string])[] = [
  [/^unknown$/, 'unbekannt'],
  [/^given twice$/, 'zweimal angegeben'],
  [/^empty$/, 'leer'],
  [/^too long$/, 'zu lang'],
  [/^not valid percent-encoding$/, 'keine gültige Prozent-Kodierung'],
  [/^not a plain number$/, 'keine einfache Zahl'],
  [/^not in (.*)$/, 'nicht in $1'],
  [/^not one of (.*)$/, 'nicht eines von $1'],
  [/^the link names no version$/, 'der Link nennt keine Version'],
  [/^a version this page cannot read$/, 'eine Version, die diese Seite nicht lesen kann'],
  [/^(α \S+) is not a plain number$/, '$1 ist keine einfache Zahl'],
  [/^(α \S+) is not in (.*)$/, '$1 liegt nicht in $2'],
  [/^(“.*”) is not NAME:NUMBER$/, '$1 ist nicht NAME:ZAHL'],
  [/^(\S+) is named twice$/, '$1 ist zweimal genannt'],
  [/^a part is named twice$/, 'ein Teil ist zweimal genannt'],
  [/^the page has no part (“.*”)$/, 'die Seite hat keinen Teil $1'],
  [/^not a model that a link can name$/, 'kein Modell, das ein Link nennen kann'],
  [
    /^the model was opened from files; .*$/,
    'das Modell wurde aus Dateien geöffnet; öffne dieselben Dateien, um dem Rest des Links zu folgen',
  ],
  [/^there is no experiment of this name$/, 'es gibt kein Experiment dieses Namens'],
  [/^there is no lesson of this name$/, 'es gibt keine Lektion dieses Namens'],
  [/^this model has no expert of this name$/, 'dieses Modell hat keinen Experten dieses Namens'],
  [/^at most two can be looked at$/, 'höchstens zwei lassen sich betrachten'],
  [/^not a name of an expert, or mix$/, 'weder der Name eines Experten noch „mix“'],
  [/^not LAYER\.MODULE$/, 'nicht SCHICHT.MODUL'],
  [/^not adapted or base, with .*$/, 'nicht „adapted“ oder „base“, mit :TOKEN und :each'],
  [/^not one expert, or two$/, 'nicht ein Experte oder zwei'],
  [/^the step is not one of (.*)$/, 'die Schrittweite ist nicht eine von $1'],
  [/^there is no such family$/, 'es gibt keine solche Familie'],
  [/^the fresh items are not (.*)$/, 'die frischen Aufgaben sind nicht $1'],
]

/** The reason in German; as it came where it is not known. */
export function deLinkReason(reason: string): string {
  const found = REASONS.find(([english]) => english.test(reason))
  return found ? reason.replace(found[0], found[1]) : reason
}
