import { expect, it } from 'vitest'
import { type Transcript, type TranscriptWords, transcriptText } from './transcript.ts'

const answer = (text: string) => ({ text, tokens: [text], finished: true, milliseconds: 3 })
const WORDS: TranscriptWords = {
  ...{ title: 'Mitschrift', model: 'Modell', mix: 'Mischung', none: 'keins' },
  sampling: (seed, temperature, tokens) => `Seed ${seed}, Temperatur ${temperature}, ${tokens} Token`,
  ...{ system: 'Systemnachricht', prompt: 'Frage', base: 'Basis', adapted: 'Angepasst' },
}
const TRANSCRIPT: Transcript = {
  model: { name: 'tiny', hash: '0123456789abcdef', backend: 'wasm' },
  system: '',
  prompt: 'say ```js\n# no heading``` !',
  mix: { mode: 'blend', alpha: { math: 1, code: -0.5 } },
  seed: 7,
  temperature: 0.5,
  maxTokens: 64,
  base: answer('so 14'),
  adapted: answer('so 18'),
  link: 'https://host/#v=1&alpha=math:1',
  date: '2026-01-02T03:04:05.000Z',
}

it('tells everything that the answers came of, and keeps what was written as text', () => {
  const text = transcriptText(TRANSCRIPT, WORDS)
  for (const said of [
    '# Mitschrift',
    'Modell: tiny (0123456789ab), wasm',
    'Mischung: blend, α math 1, code -0.5',
    'Seed 7, Temperatur 0.5, 64 Token',
    '## Frage',
    TRANSCRIPT.link,
  ])
    expect(text).toContain(said)
  expect(text).toContain('````\nsay ```js\n# no heading``` !\n````')
  expect(text).not.toContain('Systemnachricht')
  expect(text.indexOf('so 14')).toBeLessThan(text.indexOf('so 18'))
})
