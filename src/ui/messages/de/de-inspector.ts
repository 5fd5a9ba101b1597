import type { enInspector } from '../en-inspector.ts'
import type { Translation } from '../translation.ts'

/** Texts of the inspector in German. */
export const deInspector = {
  heading: 'Inspektor',
  intro:
    'Ein Experte ist ein Faktor z für jeden Singulärwert σ jeder Matrix. Hier steht, was z sagt: wo es das Modell ändert, wie sehr und in welchen Wörtern.',
  loading: 'Wird geladen…',
  waiting: 'Wartet auf das Modell…',
  dense: 'Dieses Modell ist noch nicht zerlegt, also gibt es keine Singulärwerte zu sehen.',
  show: 'Zeigen',
  compare: 'Vergleichen mit',
  mix: 'aktuelle Mischung',
  nothing: 'nichts',
  save: 'Sichern',
  csv: 'CSV',
  json: 'JSON',
  svg: 'SVG',
  png: 'PNG',
  file: 'safetensors',
  saveAs: (what, form) => `${what} als ${form} sichern`,
  pictureFailed: 'Der Browser konnte aus diesem Diagramm kein Bild machen. Die SVG-Datei enthält dasselbe.',

  map: 'z − 1 jeder Matrix',
  mapOf: (name) => `z − 1 von ${name}`,
  mapSentence: (name, whole, layer, kind, change) =>
    `„${name}“ ändert die Gewichte insgesamt um ${whole}, am meisten ${kind} in Schicht ${layer} (${change}).`,
  mapNone: (name) => `„${name}“ ändert nichts: Jedes z ist 1.`,
  mapHow:
    'Ein Streifen ist eine Matrix, vom größten Singulärwert links bis zum kleinsten. Die Pfeiltasten gehen von einer zur nächsten.',
  cell: (layer, kind, change, least, greatest) =>
    `Schicht ${layer}, ${kind}: geändert um ${change}, z von ${least} bis ${greatest}`,
  layer: 'Schicht',
  legendLow: 'schwächer',
  legendHigh: 'stärker',
  legend: (most) => `Die Farben gehen von z − 1 = −${most} über 0 bis +${most}.`,
  likeness: (first, second, cosine, distance) =>
    `Zwischen „${first}“ und „${second}“ unterscheiden sich die Gewichte um ${distance}; ihre Änderungen haben einen Kosinus von ${cosine}.`,
  unnormalised: (name) =>
    `Gezeigt ist z, wie es in der Datei von „${name}“ steht. „blend“ bringt jede Matrix auf ihre Gesamtstärke Σσ zurück: Die aktuelle Mischung zeigt, was wirklich wirkt.`,

  table: 'Änderung jeder Matrix',
  module: 'Modul',
  rank: 'Rang',
  change: (name) => `Änderung ${name}`,
  changeMeans: '‖W′ − W‖ / ‖W‖, allein aus σ und z.',
  range: (name) => `z ${name}`,
  rangeText: (least, greatest) => `${least} bis ${greatest}`,
  likenessHeading: (first, second) => `„${first}“ und „${second}“, Matrix für Matrix`,
  likenessOf: 'Maß',
  distance: 'Abstand von z',
  weightDistance: 'Abstand von W',
  cosine: 'Kosinus von z − 1',
  weightCosine: 'Kosinus von W′ − W',
  compareMeans:
    'Abstand von z: quadratisches Mittel von z₁ − z₂. Abstand von W: ‖W₁ − W₂‖ / ‖W‖. Der Kosinus von W′ − W gewichtet jede Komponente mit σ, der von z − 1 nicht.',
  sortBy: (column) => `Nach ${column} sortieren`,
  look: (layer, kind) => `Schicht ${layer}, ${kind} ansehen`,

  matrix: (layer, kind) => `Schicht ${layer}, ${kind}`,
  matrixFacts: (out, in_, rank) => `${out} × ${in_}, ${rank} Singulärwerte`,
  matrixChange: (name, change) => `„${name}“ ändert sie um ${change}.`,
  scale: 'Skala',
  scales: { linear: 'linear', log: 'log' },
  plotZ: 'z: womit jeder Singulärwert malgenommen wird',
  plotSigma: 'σ und σ ⊙ z: die Singulärwerte vorher und nachher',
  plotZSentence: (name, least, leastAt, greatest, greatestAt) =>
    `z von „${name}“ ist am kleinsten bei Komponente ${leastAt} (${least}) und am größten bei ${greatestAt} (${greatest}).`,
  plotSigmaSentence: (first, last) => `σ fällt von ${first} auf ${last}.`,
  notOnLog: (count) =>
    count === 1
      ? 'Ein Wert von 0 oder weniger hat auf einer logarithmischen Skala keinen Platz.'
      : `${count} Werte von 0 oder weniger haben auf einer logarithmischen Skala keinen Platz.`,
  sigma: 'σ',
  z: 'z',
  sigmaBoth: 'σ (gepunktet) und σz',
  pictureTitle: (matrix, what, [first = '', second]) =>
    `${matrix}: ${what} von ${first}${second === undefined ? '' : ` (Linie) und ${second} (gestrichelt)`}`,
  zOf: (name) => `z ${name}`,
  scaledOf: (name) => `σz ${name}`,
  axis: 'Komponente, nach fallendem σ',
  component: 'Komponente',
  componentText: (index, rank) => `Komponente ${index} von ${rank}`,
  readout: (index, sigma) => `Komponente ${index}: σ ${sigma}`,
  readoutOf: (name, z, scaled) => `${name}: z ${z}, σz ${scaled}`,

  strongest: 'Stärkste Komponenten',
  strongestSentence: (name, count, share) =>
    count === 1
      ? `„${name}“ ändert eine Komponente dieser Matrix.`
      : `Die ${count} stärksten Komponenten allein würden diese Matrix um ${share} dessen bewegen, was „${name}“ bewirkt.`,
  strongestNone: (name) => `„${name}“ ändert in dieser Matrix nichts.`,
  strength: 'σ |z − 1|',
  reads: 'Liest',
  writes: 'Schreibt',
  most: 'hin zu',
  least: 'weg von',
  pick: (index) => `Komponente ${index} zeigen`,
  asking: 'Tokens werden nachgeschlagen…',
  noTokens: '–',
  limitsReads:
    'Liest: die Tokens, deren Einbettung, hinter dem Gewicht der vorgeschalteten Norm, den größten und den kleinsten Kosinus mit v hat. Schicht 1 hört genau das; weiter oben ist es ein Hinweis, denn in den Strom wurde schon geschrieben.',
  limitsWrites:
    'Schreibt: die Tokens, deren Logits eine Einheit von u gegenüber dem Mittel aller am meisten hebt und senkt, durch das Gewicht der letzten Norm. Nur der direkte Weg zählt: Spätere Schichten und die Skalierung der Norm bleiben außen vor.',
  limitsInner:
    'Dieses Modul liest nicht den Strom, sondern was Attention oder Gate in seiner Schicht gemacht haben; in Tokens hat es also nichts zu lesen.',
  limitsSign:
    'Eine Komponente und ihr Spiegelbild sind dasselbe: Was „weg von“ gelesen wird, dreht auch das Schreiben um.',

  drawnHere: 'von Hand gezeichnet',
  brush: 'Spektrumpinsel',
  brushIntro:
    'Zeichne z selbst: Zieh die Griffe hinauf oder hinunter, um große bis kleine Singulärwerte zu verstärken oder zu dämpfen, oder setze einzelne Komponenten. Die Zeichnung ist ein Experte mit eigenem Regler, und die Ausgaben folgen.',
  brushBegin: 'Beginnen mit',
  brushBeginNone: 'der Basis: z = 1',
  brushScope: 'Zeichnen auf',
  brushScopes: {
    matrix: (layer, kind) => `${kind} in Schicht ${layer}`,
    layer: (layer) => `Schicht ${layer}`,
    module: (kind) => `${kind} in allen Schichten`,
    all: () => 'alle Matrizen',
  },
  brushPlot: (layer, kind) => `z von Schicht ${layer}, ${kind}, wie gezeichnet`,
  handles: [
    'Verstärkung der größten Singulärwerte',
    'Verstärkung großer Singulärwerte',
    'Verstärkung mittlerer Singulärwerte',
    'Verstärkung kleiner Singulärwerte',
    'Verstärkung der kleinsten Singulärwerte',
  ],
  handleText: (gain) => `mal ${gain}`,
  brushSentence: (gains, components, least, greatest) =>
    `Verstärkung von großem zu kleinem σ: ${gains}${components === 0 ? '' : components === 1 ? '; eine Komponente ist einzeln gesetzt' : `; ${components} Komponenten sind einzeln gesetzt`}. z reicht von ${least} bis ${greatest}.`,
  drawnZ: 'z wie gezeichnet',
  gainCurve: 'Verstärkung',
  appliedZ: 'was „blend“ anwendet',
  brushBlend:
    '„blend“ bringt jede Matrix auf ihre Gesamtstärke Σσ zurück; dieselbe Verstärkung überall ändert also nichts. Die gestrichelte Kurve ist, was angewandt wird.',
  single: (index) => `z von Komponente ${index}`,
  singleRange: 'Eine Zahl von −4 bis 4',
  singleBack: 'Zurück zur Kurve',
  singleHow: 'Ein Klick auf eine Kurve oder der Komponentenregler weiter oben wählt eine andere Komponente.',
  rankView: 'Rangansicht: behaltene Komponenten je Matrix',
  rankText: (count, most) => (count >= most ? `alle ${most}` : `${count} von ${most}`),
  ranking: 'Stärkste nach',
  rankings: { change: 'σ |z − 1|', sigma: 'σ' },
  rankAll: 'Alle Komponenten behalten ihre Änderung.',
  rankNone: 'Noch gibt es hier keine Änderung zu behalten.',
  rankLeft: (share) => `In dieser Matrix bleiben ${share} der Änderung.`,
  undo: 'Rückgängig',
  reset: 'Zeichnung zurücksetzen',
  another: 'Behalten und neu zeichnen',
  brushHolds: (name, alpha) => `Der Experte ${name} enthält diese Zeichnung; sein α ist ${alpha}.`,
  brushAsked: 'Gefragt',
  brushEmpty: 'Noch ist nichts gezeichnet. Der erste Strich macht einen Experten.',
  loadingBrush: 'Singulärwerte werden geholt…',
} satisfies Translation<typeof enInspector>
