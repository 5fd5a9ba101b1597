import { describeFailure } from './failure.ts'
import { createProgram } from './program.ts'

// `t2 … | head` closes the pipe early: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`error: Cannot write the result: ${error.message}.\n`)
  process.exit(1)
})

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
process.stdout.write('', () => process.stderr.write('', () => process.exit()))
