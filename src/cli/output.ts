/** stdout carries results, stderr everything else, so that `t2 … --json | jq` always works. */
export interface Output {
  /** The command's result: one JSON document under --json, otherwise the lines for a person. */
  result(document: unknown, lines: () => readonly string[]): Promise<void>
  /** A line for a person, on stderr. */
  note(line: string): void
  /** Progress, on stderr: rewritten in place on a terminal, and else a line every few seconds. */
  progress(line: string): void
}

const QUIET_MS = 2000

export function createOutput(json: boolean): Output {
  const terminal = process.stderr.isTTY === true
  let open = false
  let last = Date.now()
  const close = (): void => {
    if (open) process.stderr.write('\n')
    open = false
  }
  return {
    async result(document, lines) {
      close()
      await write(
        json
          ? `${JSON.stringify(document)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(''),
      )
    },
    note(line) {
      close()
      process.stderr.write(`${line}\n`)
    },
    progress(line) {
      if (terminal) {
        process.stderr.write(`\r\x1b[2K${line}`)
        open = true
      } else if (Date.now() - last >= QUIET_MS) {
        process.stderr.write(`${line}\n`)
        last = Date.now()
      }
    },
  }
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()))
}

/** Rows of cells as aligned columns; the first column to the left, numbers to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** A share for people: `81.3 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
