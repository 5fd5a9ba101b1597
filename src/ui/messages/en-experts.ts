/** Texts of the sliders. */
export const enExperts = {
  heading: 'Experts',
  what: 'An expert is one multiplier for each singular value of the model’s weight matrices. α says how much of it is applied.',
  whatTerm: 'what α does',
  trainedFor: (model: string) =>
    `These experts came with the page: they were trained for ${model}, which this model is by its shapes.`,
  alpha: (name: string) => `α ${name}`,
  valueText: (name: string, value: string) => `${name} expert at ${value}`,
  solo: 'Solo',
  mute: 'Mute',
  reset: 'Reset',
  resetAll: 'Reset all',
  all: 'All α',
  halve: 'Halve every α',
  double: 'Double every α, as far as all stay in range',
  normalise: 'Make the sum of all α 1',
  mode: 'Mix mode',
  range: 'A number from −1 to 2',
  more: 'More controls',
  less: 'Fewer controls',
}
