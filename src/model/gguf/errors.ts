import { AppError } from '../../core/errors.ts'

/** `bad-model`: the file contradicts itself. The reason goes on after a colon. */
export function brokenGguf(reason: string): AppError {
  return new AppError('bad-model', `This is not a sound GGUF file: ${reason}.`, {
    advice: 'Download or write the file again.',
  })
}

/** `unsupported`: sound, as far as one sees, but of a kind that is not read here. */
export function unsupportedGguf(what: string, advice: string): AppError {
  return new AppError('unsupported', `This playground does not read ${what}.`, { advice })
}

/** A name from the file, fit for a message. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)
}
