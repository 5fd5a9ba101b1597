import { AppError } from '../core/errors.ts'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/**
 * How a model is asked. `tiny`: `<|user|>` prompt `<|bot|>`, which this project's own models were trained on.
 * `chat`: by the chat template that the model came with. `plain`: it continues the text, having learnt nothing else.
 */
export type TokenizerForm = 'tiny' | 'chat' | 'plain'

export interface ChatOptions {
  /** Ends where the assistant is to speak; default true. */
  readonly addGenerationPrompt?: boolean
}

export type RenderChat = (
  messages: readonly ChatMessage[],
  options: { readonly addGenerationPrompt: boolean },
) => string

export interface SpecialToken {
  readonly id: number
  /** Takes the white space before it, or behind it, away. */
  readonly lstrip: boolean
  readonly rstrip: boolean
}

/** What a form needs of its tokenizer. */
export interface Coder {
  /** By their text. */
  readonly specials: ReadonlyMap<string, SpecialToken>
  /** Text in which nothing is a special token. */
  encode(text: string): number[]
  /** Text in which special tokens are what they say. */
  encodeMarked(text: string): number[]
  /** What the model wants at the start of any text: its BOS token, or nothing. */
  readonly start: readonly number[]
}

export interface ChatForm {
  readonly form: TokenizerForm
  ids(messages: readonly ChatMessage[], options?: ChatOptions): number[]
}

/** `<|user|>` prompt `<|bot|>` answer `<|end|>`. A prompt is always followed by `<|bot|>`. */
export function tinyForm(coder: Coder): ChatForm {
  const special = (name: string): number => {
    const token = coder.specials.get(name)
    if (token === undefined) throw new AppError('unsupported', `This model has no token ${name}.`)
    return token.id
  }
  return {
    form: 'tiny',
    ids: (messages) =>
      messages.flatMap(({ role, content }) => {
        if (role === 'user') return [special('<|user|>'), ...coder.encode(content), special('<|bot|>')]
        if (role === 'assistant') return [...coder.encode(content), special('<|end|>')]
        throw noSystem('This model knows no system message.')
      }),
  }
}

/** The text itself, to be continued. */
export function plainForm(coder: Coder): ChatForm {
  return {
    form: 'plain',
    ids(messages) {
      const [only] = messages
      if (only?.role === 'system')
        throw noSystem('This model has no chat template, and so no system message.')
      if (only?.role !== 'user' || messages.length > 1) {
        throw new AppError('unsupported', 'This model has no chat template: it continues one text.')
      }
      return [...coder.start, ...coder.encode(only.content)]
    },
  }
}

/**
 * The model's own template. What it writes is read with its special tokens; what people wrote never becomes one.
 *
 * Text of the chat is not encoded apart from the template's, because tokens may reach across the border and the
 * template may change the text. Instead the chat is rendered twice, once as it is and once without the characters
 * that special tokens begin and end with. Where both have the same special tokens, nobody typed one.
 */
export function templateForm(coder: Coder, render: RenderChat): ChatForm {
  const borders = new Set([...coder.specials.keys()].flatMap((name) => [name.slice(0, 1), name.slice(-1)]))
  const ids = new Set([...coder.specials.values()].map(({ id }) => id))
  return {
    form: 'chat',
    ids(messages, { addGenerationPrompt = true } = {}) {
      const written = coder.encodeMarked(render(messages, { addGenerationPrompt }))
      if (!messages.some(({ content }) => [...borders].some((sign) => content.includes(sign)))) return written
      const mask = createMask(borders, messages)
      const masked = messages.map(({ role, content }) => ({ role, content: mask.hide(content) }))
      const safe = encodeMasked(coder, render(masked, { addGenerationPrompt }), mask.show)
      const specialsOf = (list: readonly number[]): string => list.filter((id) => ids.has(id)).join()
      return specialsOf(written) === specialsOf(safe) ? written : safe
    },
  }
}

/** The special token with which the template ends an answer, or null. */
export function endOfTurn(coder: Coder, render: RenderChat): number | null {
  const mark = 'Answer'
  try {
    const text = render(
      [
        { role: 'user', content: 'Question' },
        { role: 'assistant', content: mark },
      ],
      { addGenerationPrompt: false },
    )
    const rest = text.slice(text.lastIndexOf(mark) + mark.length).trimStart()
    const found = [...coder.specials].filter(([name]) => rest.startsWith(name))
    return found.sort(([a], [b]) => b.length - a.length)[0]?.[1].id ?? null
  } catch {
    // A template that refuses this chat says so where one is asked for.
    return null
  }
}

/** Private characters of Unicode, as many as are needed and none that the chat has, stand for others. */
function createMask(signs: ReadonlySet<string>, messages: readonly ChatMessage[]) {
  const taken = new Set(messages.flatMap(({ content }) => content.split('')))
  const free: string[] = []
  for (let code = 0xe000; code < 0xf900 && free.length < signs.size; code++) {
    const sign = String.fromCharCode(code)
    if (!taken.has(sign) && !signs.has(sign)) free.push(sign)
  }
  if (free.length < signs.size) {
    throw new AppError('bad-input', 'The text has too many characters of Unicode’s private area.')
  }
  const there = new Map([...signs].map((sign, index) => [sign, free[index] ?? sign]))
  const back = new Map([...there].map(([sign, mask]) => [mask, sign]))
  const swap = (by: ReadonlyMap<string, string>) => (text: string) =>
    text.replace(/[\s\S]/g, (sign) => by.get(sign) ?? sign)
  return { hide: swap(there), show: swap(back) }
}

function encodeMasked(coder: Coder, text: string, show: (text: string) => string): number[] {
  const names = [...coder.specials.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[^\w\s]/g, '\\$&')).join('|')})`)
  const sections = text.split(pattern)
  return sections.flatMap((section, index) => {
    const special = index % 2 === 1 ? coder.specials.get(section) : undefined
    if (special) return [special.id]
    const before = coder.specials.get(sections[index - 1] ?? '')
    const after = coder.specials.get(sections[index + 1] ?? '')
    const trimmed = before?.rstrip ? section.trimStart() : section
    return coder.encode(show(after?.lstrip ? trimmed.trimEnd() : trimmed))
  })
}

function noSystem(reason: string): AppError {
  return new AppError('unsupported', reason, { advice: 'Leave it out, or put it into the prompt.' })
}
