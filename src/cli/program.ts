import type { Command } from 'commander'
import { createGroup } from './command.ts'
import { adaptCommand } from './commands/adapt.ts'
import { agreeCommand } from './commands/agree.ts'
import { benchCommand } from './commands/bench.ts'
import { confusionCommand } from './commands/confusion.ts'
import { evalCommand } from './commands/eval.ts'
import { experimentCommand } from './commands/experiment.ts'
import { exportCommand } from './commands/export.ts'
import { factorCommand } from './commands/factor.ts'
import { generateCommand } from './commands/generate.ts'
import { gradientCommand } from './commands/gradient.ts'
import { logitsCommand } from './commands/logits.ts'
import { pictureCommand } from './commands/picture.ts'
import { pretrainCommand } from './commands/pretrain.ts'
import { reportCommand } from './commands/report.ts'
import { scoreCommand } from './commands/score.ts'
import { tokenizeCommand } from './commands/tokenize.ts'
import { trainCommand } from './commands/train.ts'
import { transferCommand } from './commands/transfer.ts'

/** The whole command line. Parsing throws a CommanderError or an AppError; see failure.ts. */
export function createProgram(): Command {
  const program = createGroup(
    't2',
    'Transformer² on the command line: factor, adapt, train and measure.',
  ).addHelpText(
    'after',
    '\nExit status: 0 done, 1 failed, 2 bad usage, 130 interrupted. T2_DEBUG=1 shows stacks.',
  )
  const commands = [
    factorCommand(),
    logitsCommand(),
    generateCommand(),
    pictureCommand(),
    gradientCommand(),
    tokenizeCommand(),
    scoreCommand(),
    adaptCommand(),
    evalCommand(),
    confusionCommand(),
    trainCommand(),
    transferCommand(),
    exportCommand(),
    pretrainCommand(),
    benchCommand(),
    agreeCommand(),
    reportCommand(),
    experimentCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  return program
}
