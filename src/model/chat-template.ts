import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja'
import { AppError } from '../core/errors.ts'
import type { ChatMessage, RenderChat } from './chat-form.ts'
import { formatTime } from './format-time.ts'

/** The longest known template has 20 000 characters. */
const MAX_TEMPLATE_CHARACTERS = 2 ** 18
/** Expressions in one rendering; a chat of 100 turns takes some 10⁴. */
const MAX_WORK = 3 * 10 ** 5
/** So many characters of text, or entries of a list that is only looked up, count as one expression. */
const WORK_SHARE = 32
/** What one turn of a loop costs, in expressions, before it does anything. */
const LOOP_WORK = 20
/** What these give is made anew, each entry a value of Jinja: `range(10000)` in a loop took seconds. */
const MAKES_LISTS: ReadonlySet<string> = new Set(['CallExpression', 'FilterExpression', 'BinaryExpression'])
const MAX_RANGE = 10 ** 4
const MAX_LIST = 10 ** 5
/** A template may add this much to a chat. */
const MAX_ADDED_CHARACTERS = 10 ** 6

type Evaluate = Interpreter['evaluate']
type Node = NonNullable<Parameters<Evaluate>[0]>
type Value = ReturnType<Evaluate>

type Loop = Node & { readonly iterable: Node & { readonly lhs?: Node } }

/** The list of `for x in list` and of `for x in list if …`. */
function iterableOf({ iterable }: Loop): Node {
  return iterable.type === 'SelectExpression' ? (iterable.lhs ?? iterable) : iterable
}

/** Stops a template that runs on: Jinja has loops and macros enough to fill any time and memory. */
class BoundedInterpreter extends Interpreter {
  #work = 0
  readonly #weights = new WeakMap<object, number>()
  /** What loops go through. A loop costs time without any expression in it. */
  readonly #looped = new WeakSet<object>()

  override evaluate(...[node, scope]: Parameters<Evaluate>): Value {
    this.#spend(1)
    if (node?.type === 'For') this.#looped.add(iterableOf(node as Loop))
    const value = super.evaluate(node, scope)
    const { value: content } = value
    if (typeof content === 'string') this.#spend(content.length / WORK_SHARE)
    this.#weigh(value)
    const entries = Array.isArray(content) ? content.length : content instanceof Map ? content.size : 0
    this.#spend(entries * this.#workAnEntry(node))
    return value
  }

  #workAnEntry(node: Parameters<Evaluate>[0]): number {
    if (node && this.#looped.has(node)) return LOOP_WORK
    return node && MAKES_LISTS.has(node.type) ? 1 : 1 / WORK_SHARE
  }

  #spend(work: number): void {
    this.#work += work
    if (this.#work > MAX_WORK) throw new RangeError('it does not come to an end')
  }

  /** Leaves of a nested list or object: one that holds another twice is small, and huge when it is written out. */
  #weigh(value: Value): number {
    const { value: content } = value
    if (!Array.isArray(content) && !(content instanceof Map)) return 1
    const known = this.#weights.get(value)
    if (known !== undefined) return known
    // Known before its parts are, so that a list within itself ends here.
    this.#weights.set(value, 1)
    let weight = 1
    for (const part of content.values()) weight += this.#weigh(part as Value)
    if (weight > MAX_LIST) throw new RangeError('it makes a list that is too long')
    this.#weights.set(value, weight)
    return weight
  }
}

/**
 * A model's chat template in Jinja, as `tokenizer_config.json` has it. The template is a program of unknown origin:
 * what it may compute and write is bounded.
 *
 * @param tokens texts of the special tokens that templates name: `bos_token`, `eos_token` and others.
 * @param now what the function `strftime_now` tells.
 * @throws AppError `unsupported` for what is no template; so does the rendering where the template refuses the chat,
 * fails, or does not end.
 */
export function compileChatTemplate(
  source: string,
  tokens: Readonly<Record<string, string>>,
  now: () => Date = () => new Date(),
): RenderChat {
  const program = attempt(() => {
    if (source.length > MAX_TEMPLATE_CHARACTERS) throw new RangeError('it is too long')
    return parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }))
  })
  return (messages, { addGenerationPrompt }) =>
    attempt(() => {
      const scope = new Environment()
      for (const [name, value] of Object.entries({ ...tokens, ...globals(now) })) scope.set(name, value)
      scope.set(
        'messages',
        messages.map(({ role, content }) => ({ role, content })),
      )
      scope.set('add_generation_prompt', addGenerationPrompt)
      const text = new BoundedInterpreter(scope).run(program).value
      if (typeof text !== 'string') throw new TypeError('it gives no text')
      if (text.length > MAX_ADDED_CHARACTERS + lengthOf(messages))
        throw new RangeError('its text is too long')
      return text
    })
}

/** What transformers offers a template. */
function globals(now: () => Date): Record<string, unknown> {
  return {
    ...{ true: true, True: true, false: false, False: false, none: null, None: null },
    raise_exception(reason: unknown): never {
      throw new Error(String(reason))
    },
    strftime_now: (format: unknown) => formatTime(now(), String(format)),
    range,
  }
}

function range(first: number, last?: number, step = 1): number[] {
  const [from, to] = last === undefined ? [0, first] : [first, last]
  const length = Math.ceil((to - from) / step)
  if (!(length <= MAX_RANGE)) throw new RangeError('it makes a list that is too long')
  return Array.from({ length: Math.max(0, length) }, (_, index) => from + index * step)
}

function lengthOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0)
}

function attempt<T>(use: () => T): T {
  try {
    return use()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('unsupported', `The model's chat template cannot be used: ${reason.slice(0, 200)}.`, {
      advice: 'Give the prompt as plain text or as token ids, without a chat around it.',
      cause,
    })
  }
}
