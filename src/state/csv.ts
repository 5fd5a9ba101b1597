/** Rows of text as a file of comma-separated values. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(field).join(',')).join('\n')}\n`
}

/** Quoted where it must be (RFC 4180); what a spreadsheet would take for a formula is disarmed. */
function field(text: string): string {
  const isFormula = /^[-=+@\t\r]/.test(text) && !Number.isFinite(Number(text))
  const safe = isFormula ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
