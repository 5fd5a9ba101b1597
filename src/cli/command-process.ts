import { describeFailure, EXIT } from './failure.ts'
import { asIoError } from './files.ts'
import { obeySupervisor, supervisorHere } from './interrupt.ts'
import { createProgram } from './program.ts'

obeySupervisor()

// `t2 … | head` closes the pipe early: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`${describeFailure(asIoError('Cannot write the result', error), false).text}\n`)
  process.exit(EXIT.failed)
})
// Notes and progress that nobody reads any more stop no work.
process.stderr.on('error', () => undefined)
// Where files may not grow further (ulimit -f), a write then fails with a reason instead of ending the process.
process.on('SIGXFSZ', () => undefined)

async function main(): Promise<number> {
  try {
    await createProgram().parseAsync(process.argv)
    return 0
  } catch (thrown) {
    const { status, text } = describeFailure(thrown, process.env.T2_DEBUG === '1')
    if (text) process.stderr.write(`${text}\n`)
    return status
  }
}

// Not process.exit: a pipe may still hold unwritten output. Native threads would keep the process alive, though.
process.exitCode = await main()
process.stdout.write('', () =>
  process.stderr.write('', () => {
    supervisorHere().tell({ status: Number(process.exitCode) })
    process.exit()
  }),
)
