import { Command, Option } from 'commander'
import { oneLine, UsageError } from './failure.ts'
import { type Interrupts, supervisorHere, watchInterrupts } from './interrupt.ts'
import { wholeNumber } from './options/parsers.ts'
import { createOutput, type Output } from './output.ts'

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean
  readonly seed: number
}

export interface Context extends Interrupts {
  readonly output: Output
  /** The command line as typed, for results that say how they were made. */
  readonly commandLine: string
}

const DEFAULT_SEED = 1

/** A command with the options that all commands share, which throws instead of ending the process. */
export function createCommand(
  name: string,
  description: string,
  seed: { readonly text: string; readonly value: number | undefined } = {
    text: 'seeds everything that is drawn',
    value: DEFAULT_SEED,
  },
): Command {
  return quiet(new Command(name))
    .description(description)
    .option('--json', 'print one JSON document on stdout; notes and progress stay on stderr')
    .addOption(new Option('--seed <n>', seed.text).argParser(wholeNumber(0)).default(seed.value))
}

/** A command that only holds others, such as `t2 train`: called by itself, it says what is missing. */
export function createGroup(name: string, description: string): Command {
  return quiet(new Command(name))
    .description(description)
    .usage('<command> [options]')
    .argument('[command]')
    .helpCommand('help [command]')
    .action((command: string | undefined) => {
      const what = command === undefined ? 'No command was given.' : `There is no command ${command}.`
      throw new UsageError(what, `${name === 't2' ? '' : 't2 '}${name} --help lists them.`)
    })
}

/** Turns a typed function into a commander action. */
export function action<Options extends Pick<CommonOptions, 'json'>>(
  run: (options: Options, context: Context, operands: readonly string[]) => Promise<void>,
): (this: Command) => Promise<void> {
  return async function act(this: Command) {
    const options = this.opts<Options>()
    const interrupts = watchInterrupts(supervisorHere())
    const output = createOutput(options.json === true)
    const context = { output, ...interrupts, commandLine: typedCommand() }
    try {
      await run(options, context, this.args)
    } catch (thrown) {
      throw interrupts.explain(thrown)
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
