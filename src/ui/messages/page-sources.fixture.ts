import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'vite'

/** What is used here of a node of the syntax tree. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

export interface Source {
  readonly path: string
  readonly text: string
  readonly program: Node
}

const IMPORT = /(?:from\s*|import\s*\(\s*|import\s+|new URL\(\s*)'(\.[^']+\.tsx?)'/g

/** All modules that the page may load, workers and what is fetched later included, by path, from its first one on. */
export function pageSources(entry: string): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>()
  const queue = [entry]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (sources.has(path)) continue
    const text = readFileSync(path, 'utf8')
    const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
    if (!isNode(program)) throw new Error(`${path} could not be parsed.`)
    sources.set(path, { path, text, program })
    for (const [, found] of text.matchAll(IMPORT)) queue.push(join(dirname(path), found ?? ''))
  }
  return sources
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** A node, or undefined; `at(node, 'callee', 'name')` goes two steps down. */
export function at(node: Node | undefined, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isNode(value) ? value[key] : undefined), node)
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []
}

/** Every node below one, with the nodes that it lies in, from the outermost on. */
export function* nodesIn(node: Node, above: readonly Node[] = []): Generator<[Node, readonly Node[]]> {
  yield [node, above]
  const within = [...above, node]
  for (const value of Object.values(node)) for (const child of nodes(value)) yield* nodesIn(child, within)
}

export const isFunction = (node: Node): boolean => node.type.includes('Function')
