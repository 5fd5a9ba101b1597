/** Words around what the browser keeps for the page. */
export const enKept = {
  button: 'Cached data',
  wayOn: 'Clear cached data…',
  title: 'Cached data',
  intro: 'What this browser keeps for the page, so that it need not be fetched or computed again.',
  counting: 'Counting…',
  models: 'Models, downloads and factors',
  page: 'The page itself, for a visit without a network',
  settings: 'Settings: theme, language, tour',
  nothing: 'nothing',
  own: (experts: number, trainings: number, size: string) =>
    `Clear my own work too: ${experts === 1 ? '1 expert' : `${experts} experts`}, ${trainings === 1 ? '1 unfinished training' : `${trainings} unfinished trainings`}, ${size}`,
  ownWarning: 'What you have not saved as a file exists nowhere else. Unless this is ticked, it stays.',
  clear: (size: string) => `Clear cached data (${size})`,
  sure: (size: string, experts: number) =>
    experts === 0
      ? `Clear ${size}? The open model goes on; what a later visit needs is fetched again then.`
      : `Clear ${size}, with ${experts === 1 ? '1 expert of your own, which' : `${experts} experts of your own, which`} cannot be brought back?`,
  sureClear: 'Clear',
  keep: 'Keep everything',
  clearing: 'Clearing…',
  cleared: (size: string) => `${size} cleared. What is open goes on.`,
}
