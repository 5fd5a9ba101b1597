import { type LaneView, textOf } from './answers-store.ts'
import type { Playground } from './playground.ts'

/** One prompt with both answers and all that they came of: enough to have them computed again. */
export interface Transcript {
  readonly model: { readonly name: string; readonly hash: string; readonly backend: string } | null
  readonly system: string
  readonly prompt: string
  readonly mix: { readonly mode: string; readonly alpha: Readonly<Record<string, number>> }
  readonly seed: number
  readonly temperature: number
  readonly maxTokens: number
  readonly base: TranscriptAnswer
  readonly adapted: TranscriptAnswer
  /** The page's address with this state. */
  readonly link: string
  /** ISO 8601. */
  readonly date: string
}

interface TranscriptAnswer {
  readonly text: string
  readonly tokens: readonly string[]
  /** False where the answer was cut or stopped, or is still being written. */
  readonly finished: boolean
  readonly milliseconds: number | null
}

const answerOf = (view: LaneView): TranscriptAnswer => ({
  text: textOf(view),
  tokens: view.pieces,
  finished: view.finished,
  milliseconds: view.timing?.lastMs ?? null,
})

/** @param address of the page, without its fragment */
export function transcriptOf(page: Playground, address: string, date: Date): Transcript {
  const { model, engine } = page.session.getState()
  const { base, adapted, prompt, mix } = page.answers.getState()
  const { seed, temperature, maxTokens } = page.settings.getState()
  return {
    model: model && { name: model.name, hash: model.hash, backend: (engine ?? model).backend },
    system: page.prompt.getState().system,
    prompt,
    mix: { mode: mix.mode, alpha: mix.alpha },
    ...{ seed, temperature, maxTokens },
    base: answerOf(base),
    adapted: answerOf(adapted),
    link: `${address}${page.link()}`,
    date: date.toISOString(),
  }
}

/** What a transcript says in the language of the page. */
export interface TranscriptWords {
  readonly title: string
  readonly model: string
  readonly mix: string
  readonly none: string
  readonly sampling: (seed: number, temperature: number, tokens: number) => string
  readonly system: string
  readonly prompt: string
  readonly base: string
  readonly adapted: string
}

/** The same for people, as Markdown; what the model or the visitor wrote is fenced, so that it stays text. */
export function transcriptText(transcript: Transcript, words: TranscriptWords): string {
  const { model, system, prompt, mix, base, adapted, link, date } = transcript
  const alphas = Object.entries(mix.alpha).map(([name, alpha]) => `${name} ${alpha}`)
  const facts = [
    model && `- ${words.model}: ${model.name} (${model.hash.slice(0, 12)}), ${model.backend}`,
    `- ${words.mix}: ${mix.mode}, α ${alphas.join(', ') || words.none}`,
    `- ${words.sampling(transcript.seed, transcript.temperature, transcript.maxTokens)}`,
    `- ${date}`,
    `- <${link}>`,
  ]
  const part = (title: string, text: string): string => `## ${title}\n\n${fenced(text)}\n`
  return [
    `# ${words.title}\n\n${facts.filter(Boolean).join('\n')}\n`,
    system && part(words.system, system),
    part(words.prompt, prompt),
    part(words.base, base.text),
    part(words.adapted, adapted.text),
  ]
    .filter(Boolean)
    .join('\n')
}

/** A fence longer than any row of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
