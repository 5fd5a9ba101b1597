import { type Code, unsigned } from './instructions.ts'

/** A function without a result: everything it makes goes to memory. */
export interface WasmFunction {
  readonly name: string
  readonly parameters: readonly number[]
  /** Types of further locals, which start at 0. */
  readonly locals: readonly number[]
  readonly body: readonly Code[]
}

/**
 * @param parameters their types by name, in the order of a call.
 * @param build gets the parameters' local numbers, and `local`, which declares one more.
 */
export function defineFunction<Name extends string>(
  name: string,
  parameters: Readonly<Record<Name, number>>,
  build: (p: Readonly<Record<Name, number>>, local: (type: number) => number) => readonly Code[],
): WasmFunction {
  const names = Object.keys(parameters) as Name[]
  const numbers = Object.fromEntries(names.map((key, index) => [key, index])) as Record<Name, number>
  const locals: number[] = []
  const local = (type: number): number => names.length + locals.push(type) - 1
  const body = build(numbers, local)
  return { name, parameters: names.map((key) => parameters[key]), locals, body }
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)]
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()]
const sized = (content: Code): number[] => [...unsigned(content.length), ...content]
const section = (id: number, items: readonly Code[]): number[] => [id, ...sized(list(items))]
const named = (name: string): number[] => sized(bytesOf(name))

/**
 * A WebAssembly module (Core Specification 2.0, §5.5) that imports its memory as `env.memory` and exports the
 * functions by name.
 */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [type])), 0])
  const memory = [...named('env'), ...named('memory'), 0x02, 0x00, 1]
  const exports = functions.map(({ name }, index) => [...named(name), 0x00, ...unsigned(index)])
  const bodies = functions.map(({ locals, body }) =>
    sized([...list(locals.map((type) => [1, type])), ...body.flat(), 0x0b]),
  )
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(7, exports),
    ...section(10, bodies),
  ])
}
