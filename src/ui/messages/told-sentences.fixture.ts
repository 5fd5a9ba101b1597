import { basename } from 'node:path'
import { at, isFunction, isNode, type Node, nodes, nodesIn, type Source } from './page-sources.fixture.ts'

/** Stands for a value in a sentence. */
const HOLE = '{}'
const WRAPPERS = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression']
/** Methods that give the text back, more or less. */
const SAME_TEXT = ['trim', 'slice', 'join']
/** Errors, and which of their arguments is the sentence. */
const ERRORS: Readonly<Record<string, number>> = { AppError: 1, Passing: 0 }

/** Where an expression stands: its file, and the nodes that it lies in. */
interface Place {
  readonly source: Source
  readonly above: readonly Node[]
}

interface Found extends Place {
  readonly node: Node
}

/**
 * What errors, reasons and checks of some modules tell people, with `{}` for each value: messages and advice of errors,
 * what is given to the functions that make one of a part of a sentence, `reason` in plain objects, and the messages of
 * valibot's checks. Read off the source, so that a sentence that no test ever causes is here too.
 * @returns sentence → the file that tells it
 */
export function toldSentences(sources: ReadonlyMap<string, Source>): ReadonlyMap<string, string> {
  const told = new Map<string, string>()
  const followed = new Set<string>()
  const functions = new Map<string, Found[]>()
  const calls = new Map<string, Found[]>()
  const found: Found[] = []
  for (const source of sources.values()) {
    for (const [node, above] of nodesIn(source.program)) {
      const one = { node, source, above }
      found.push(one)
      const called = node.type === 'CallExpression' ? at(node, 'callee', 'name') : undefined
      const made = isFunction(node) ? functionName(one) : undefined
      if (typeof called === 'string') calls.set(called, [...(calls.get(called) ?? []), one])
      if (typeof made === 'string') functions.set(made, [...(functions.get(made) ?? []), one])
    }
  }

  function tell(expression: unknown, place: Place, isPart = false): void {
    for (const text of texts(expression, place)) {
      const isWord = /[a-z]/i.test(text.replaceAll(HOLE, ''))
      if (isWord && (!isPart || /\S \S/.test(text))) told.set(text.trim(), place.source.path)
    }
  }

  /** The texts that an expression may be; none where it is not known. */
  function texts(expression: unknown, place: Place): string[] {
    if (!isNode(expression)) return []
    const either = (...keys: string[]) =>
      keys.flatMap((key) => {
        const found = texts(expression[key], place)
        return found.length > 0 ? found : [HOLE]
      })
    if (WRAPPERS.includes(expression.type)) return texts(expression.expression, place)
    switch (expression.type) {
      case 'Literal':
        return typeof expression.value === 'string' ? [expression.value] : []
      case 'TemplateLiteral':
        return templateTexts(expression, place)
      case 'ConditionalExpression':
        return either('consequent', 'alternate')
      case 'LogicalExpression':
        return either('left', 'right')
      case 'Identifier':
        return namedTexts(String(expression.name), place)
      case 'CallExpression':
        return calledTexts(expression, place)
      default:
        return []
    }
  }

  function templateTexts(template: Node, place: Place): string[] {
    const [first, ...rest] = nodes(template.quasis).map(cookedText)
    const holes = nodes(template.expressions).map((expression) => {
      const name = expression.type === 'Identifier' ? String(expression.name) : ''
      // A name of the module's own, as that of a file, is a value.
      const filled = declared(name, place.source.program) === null ? texts(expression, place) : []
      return filled.length === 0 || filled.length > 5 ? [HOLE] : filled
    })
    return holes.reduce(
      (before, hole, i) => before.flatMap((text) => hole.map((filled) => text + filled + (rest[i] ?? ''))),
      [first ?? ''],
    )
  }

  function namedTexts(name: string, { source, above }: Place): string[] {
    for (const [depth, node] of [...above.entries()].reverse()) {
      const parameter = isFunction(node) ? nodes(node.params).findIndex((one) => nameOf(one) === name) : -1
      if (parameter >= 0) {
        followParameter({ node, source, above: above.slice(0, depth) }, parameter)
        return []
      }
      const value = declared(name, node)
      if (value) return texts(value, { source, above: above.slice(0, depth + 1) })
    }
    return []
  }

  function calledTexts(call: Node, place: Place): string[] {
    if (SAME_TEXT.includes(String(at(call, 'callee', 'property', 'name'))))
      return texts(at(call, 'callee', 'object'), place)
    const name = String(at(call, 'callee', 'name'))
    for (const made of functions.get(name) ?? []) {
      const once = `${made.source.path} ${name}()`
      if (followed.has(once) || !sees(place.source, name, made.source)) continue
      followed.add(once)
      const within = [...made.above, made.node]
      if (at(made.node, 'body', 'type') !== 'BlockStatement')
        tell(made.node.body, { source: made.source, above: within }, true)
      for (const [node, above] of nodesIn(made.node, made.above)) {
        if (node.type === 'ReturnStatement' && above.findLast(isFunction) === made.node)
          tell(node.argument, { source: made.source, above }, true)
      }
    }
    return []
  }

  /** What callers give, where a function puts it into what it tells. */
  function followParameter(made: Found, index: number): void {
    const name = functionName(made)
    const once = `${made.source.path} ${name} ${index}`
    if (name === null || followed.has(once)) return
    followed.add(once)
    for (const call of calls.get(name) ?? []) {
      if (sees(call.source, name, made.source)) tell(nodes(call.node.arguments)[index], call, true)
    }
    tell(at(nodes(made.node.params)[index], 'right'), made, true)
  }

  for (const one of found) {
    const { node } = one
    const given = nodes(node.arguments)
    const sentence = node.type === 'NewExpression' ? ERRORS[String(at(node, 'callee', 'name'))] : undefined
    const key = node.type === 'Property' ? at(node, 'key', 'name') : undefined
    if (sentence !== undefined) tell(given[sentence], one)
    const isIssue = one.above.some((call) => at(call, 'callee', 'name') === 'addIssue')
    if (key === 'advice' || key === 'reason' || (key === 'message' && isIssue)) tell(node.value, one)
    if (at(node, 'callee', 'object', 'name') === 'v')
      for (const argument of given) if (!isFunction(argument)) tell(argument, one, true)
  }
  return told
}

/** Whether a name of one module is known in another, or is its own. */
function sees(source: Source, name: string, from: Source): boolean {
  if (source === from) return true
  return new RegExp(`import [^;]*?\\b${name}\\b[^;]*?from '[^']*/${basename(from.path)}'`).test(source.text)
}

/** What a name is declared to be, directly within a block or a module; null where it is not. */
function declared(name: string, block: Node): Node | null {
  for (const statement of nodes(block.body)) {
    const declaration = isNode(statement.declaration) ? statement.declaration : statement
    for (const one of nodes(declaration.declarations)) {
      if (nameOf(one.id) === name && isNode(one.init)) return one.init
    }
  }
  return null
}

/** A literal part of a template. */
function cookedText({ value }: Node): string {
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : ''
}

/** Of an identifier, with a default value or without. */
function nameOf(node: unknown): unknown {
  return isNode(node) ? (node.name ?? at(node, 'left', 'name')) : undefined
}

function functionName({ node, above }: Found): string | null {
  const parent = above.at(-1)
  const name = at(node, 'id', 'name') ?? at(parent, 'id', 'name') ?? at(parent, 'key', 'name')
  return typeof name === 'string' ? name : null
}
