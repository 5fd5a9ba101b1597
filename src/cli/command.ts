import { Command } from 'commander'
import { oneLine } from './failure.ts'
import { interruptSignal } from './interrupt.ts'
import { wholeNumber } from './options/parsers.ts'
import { createOutput, type Output } from './output.ts'

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean
  readonly seed: number
}

export interface Context {
  readonly output: Output
  /** Fires on Ctrl-C. */
  readonly signal: AbortSignal
  /** The command line as typed, for results that say how they were made. */
  readonly commandLine: string
}

export const DEFAULT_SEED = 1

/** A command with the options that all commands share, which throws instead of ending the process. */
export function createCommand(name: string, description: string): Command {
  return quiet(new Command(name))
    .description(description)
    .option('--json', 'print one JSON document on stdout; notes and progress stay on stderr')
    .option('--seed <n>', 'seeds everything that is drawn', wholeNumber(0), DEFAULT_SEED)
}

/** A command that only holds others, such as `t2 train`. */
export function createGroup(name: string, description: string): Command {
  return quiet(new Command(name)).description(description)
}

/** Turns a typed function into a commander action. */
export function action<Options extends CommonOptions>(
  run: (options: Options, context: Context, operands: readonly string[]) => Promise<void>,
): (this: Command) => Promise<void> {
  return async function act(this: Command) {
    const options = this.opts<Options>()
    const { signal, release } = interruptSignal()
    try {
      const context = { output: createOutput(options.json === true), signal, commandLine: typedCommand() }
      await run(options, context, this.args)
    } finally {
      release()
    }
  }
}

function typedCommand(): string {
  const words = process.argv.slice(2).map((word) => (/^[\w./=:,-]+$/.test(word) ? word : `'${word}'`))
  return ['t2', ...words].join(' ')
}

function quiet(command: Command): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) })
}
