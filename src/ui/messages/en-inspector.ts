/** Texts of the inspector. */
export const enInspector = {
  heading: 'Inspector',
  intro:
    'An expert is one multiplier z for each singular value σ of each matrix. Here is what z says: where it changes the model, how much, and in which words.',
  loading: 'Loading…',
  waiting: 'Waiting for the model…',
  dense: 'This model has not been factored yet, so there are no singular values to look at.',
  show: 'Show',
  compare: 'Compare with',
  mix: 'current mix',
  nothing: 'nothing',
  save: 'Save',
  csv: 'CSV',
  json: 'JSON',
  svg: 'SVG',
  png: 'PNG',
  file: 'safetensors',
  saveAs: (what: string, form: string) => `Save ${what} as ${form}`,
  pictureFailed: 'The browser could not turn this chart into a picture. SVG holds the same.',

  map: 'z − 1 of every matrix',
  mapOf: (name: string) => `z − 1 of ${name}`,
  mapSentence: (name: string, whole: string, layer: number, kind: string, change: string) =>
    `${name} changes the weights by ${whole} in all, and most in ${kind} of layer ${layer} (${change}).`,
  mapNone: (name: string) => `${name} changes nothing: every z is 1.`,
  mapHow:
    'A strip is one matrix, from its largest singular value on the left to its smallest. Arrow keys go from one to the next.',
  cell: (layer: number, kind: string, change: string, least: string, greatest: string) =>
    `Layer ${layer}, ${kind}: changed by ${change}, z from ${least} to ${greatest}`,
  layer: 'Layer',
  legendLow: 'weaker',
  legendHigh: 'stronger',
  legend: (most: string) => `Colours run from z − 1 = −${most} over 0 to +${most}.`,
  likeness: (first: string, second: string, cosine: string, distance: string) =>
    `Between ${first} and ${second} the weights differ by ${distance}; their changes have a cosine of ${cosine}.`,
  unnormalised: (name: string) =>
    `z is shown as the file of ${name} has it. Blend brings each matrix back to its total strength Σσ: show the current mix to see what is applied.`,

  table: 'Change of each matrix',
  module: 'Module',
  rank: 'Rank',
  change: (name: string) => `Change ${name}`,
  changeMeans: '‖W′ − W‖ / ‖W‖, from σ and z alone.',
  range: (name: string) => `z ${name}`,
  rangeText: (least: string, greatest: string) => `${least} to ${greatest}`,
  likenessHeading: (first: string, second: string) => `${first} and ${second}, matrix by matrix`,
  likenessOf: 'Measure',
  distance: 'Distance of z',
  weightDistance: 'Distance of W',
  cosine: 'Cosine of z − 1',
  weightCosine: 'Cosine of W′ − W',
  compareMeans:
    'Distance of z: root mean square of z₁ − z₂. Distance of W: ‖W₁ − W₂‖ / ‖W‖. The cosine of W′ − W weighs each component by σ, that of z − 1 does not.',
  sortBy: (column: string) => `Sort by ${column}`,
  look: (layer: number, kind: string) => `Look at layer ${layer}, ${kind}`,

  matrix: (layer: number, kind: string) => `Layer ${layer}, ${kind}`,
  matrixFacts: (out: number, in_: number, rank: number) => `${out} × ${in_}, ${rank} singular values`,
  matrixChange: (name: string, change: string) => `${name} changes it by ${change}.`,
  scale: 'Scale',
  scales: { linear: 'linear', log: 'log' },
  plotZ: 'z: how each singular value is multiplied',
  plotSigma: 'σ and σ ⊙ z: the singular values before and after',
  plotZSentence: (name: string, least: string, leastAt: number, greatest: string, greatestAt: number) =>
    `z of ${name} is smallest at component ${leastAt} (${least}) and greatest at ${greatestAt} (${greatest}).`,
  plotSigmaSentence: (first: string, last: string) => `σ falls from ${first} to ${last}.`,
  notOnLog: (count: number) =>
    count === 1
      ? 'One value of 0 or less has no place on a log scale.'
      : `${count} values of 0 or less have no place on a log scale.`,
  sigma: 'σ',
  z: 'z',
  sigmaBoth: 'σ (dotted) and σz',
  pictureTitle: (matrix: string, what: string, [first = '', second]: readonly string[]) =>
    `${matrix}: ${what} of ${first}${second === undefined ? '' : ` (line) and ${second} (dashed)`}`,
  zOf: (name: string) => `z ${name}`,
  scaledOf: (name: string) => `σz ${name}`,
  axis: 'component, by falling σ',
  component: 'Component',
  componentText: (index: number, rank: number) => `component ${index} of ${rank}`,
  readout: (index: number, sigma: string) => `Component ${index}: σ ${sigma}`,
  readoutOf: (name: string, z: string, scaled: string) => `${name}: z ${z}, σz ${scaled}`,

  strongest: 'Strongest components',
  strongestSentence: (name: string, count: number, share: string) =>
    count === 1
      ? `${name} changes one component of this matrix.`
      : `The ${count} strongest components alone would move this matrix by ${share} of what ${name} does.`,
  strongestNone: (name: string) => `${name} changes nothing in this matrix.`,
  strength: 'σ |z − 1|',
  reads: 'Reads',
  writes: 'Writes',
  most: 'towards',
  least: 'away from',
  pick: (index: number) => `Show component ${index}`,
  asking: 'Looking up tokens…',
  noTokens: '–',
  limitsReads:
    'Reads: the tokens whose embedding, behind the weight of the norm in front, has the largest and the smallest cosine with v. This is what layer 1 hears directly; further up it is a hint, as the stream has been written to.',
  limitsWrites:
    'Writes: the tokens whose logits one unit of u raises and lowers most against the mean of all, through the last norm’s weight. Only the direct path counts: later layers and the norm’s rescaling are left out.',
  limitsInner:
    'This module reads what attention or the gate has made inside its layer, not the stream, so it has nothing to read in tokens.',
  limitsSign: 'A component and its mirror image are one: what is read “away from” turns the writing around.',

  drawnHere: 'drawn by hand',
  brush: 'Spectrum brush',
  brushIntro:
    'Draw z yourself: pull the handles up or down for gains over large to small singular values, or set single components. The drawing is an expert with a slider of its own, and the outputs follow.',
  brushBegin: 'Begin with',
  brushBeginNone: 'the base: z = 1',
  brushScope: 'Draw on',
  brushScopes: {
    matrix: (layer: number, kind: string) => `${kind} of layer ${layer}`,
    layer: (layer: number) => `layer ${layer}`,
    module: (kind: string) => `${kind} of all layers`,
    all: () => 'all matrices',
  },
  brushPlot: (layer: number, kind: string) => `z of layer ${layer}, ${kind}, as drawn`,
  handles: [
    'Gain of the largest singular values',
    'Gain of large singular values',
    'Gain of middle singular values',
    'Gain of small singular values',
    'Gain of the smallest singular values',
  ],
  handleText: (gain: string) => `times ${gain}`,
  brushSentence: (gains: string, components: number, least: string, greatest: string) =>
    `Gains from large to small σ: ${gains}${components === 0 ? '' : components === 1 ? '; one component set by itself' : `; ${components} components set by themselves`}. z runs from ${least} to ${greatest}.`,
  drawnZ: 'z as drawn',
  gainCurve: 'gain',
  appliedZ: 'what blend applies',
  brushBlend:
    'Blend brings each matrix back to its total strength Σσ, so the same gain everywhere changes nothing; the dashed curve is what it applies.',
  single: (index: number) => `z of component ${index}`,
  singleRange: 'A number from −4 to 4',
  singleBack: 'Back to the curve',
  singleHow: 'Click on a curve, or use the component slider above, to choose another component.',
  rankView: 'Rank view: components kept in each matrix',
  rankText: (count: number, most: number) => (count >= most ? `all ${most}` : `${count} of ${most}`),
  ranking: 'Strongest by',
  rankings: { change: 'σ |z − 1|', sigma: 'σ' },
  rankAll: 'All components keep their change.',
  rankNone: 'There is no change to keep here yet.',
  rankLeft: (share: string) => `${share} of the change is left in this matrix.`,
  undo: 'Undo',
  reset: 'Reset drawing',
  another: 'Keep it and draw another',
  brushHolds: (name: string, alpha: string) => `The expert ${name} holds this drawing; its α is ${alpha}.`,
  brushAsked: 'Asked',
  brushEmpty: 'Nothing is drawn yet. The first stroke makes an expert.',
  loadingBrush: 'Getting the singular values…',
} as const
