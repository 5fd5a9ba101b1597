import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { problemOf } from '../../state/problem.ts'
import { de } from '../messages/de/de.ts'
import { en } from '../messages/en.ts'
import { fillIn } from '../messages/translation.ts'
import { ProblemText } from './problem-text.tsx'

const problem = problemOf(new AppError('quota', 'No room for 12 MB.', { advice: 'Clear cached data.' }))
const shown = (): string => renderToStaticMarkup(createElement(ProblemText, { problem }))

describe('an error in words', () => {
  it('is told once in English, and in German by its kind with its particulars marked as English', () => {
    expect(shown()).toBe('<p>No room for 12 MB. Clear cached data.</p>')
    fillIn(en, de)
    const german = shown()
    expect(german).toMatch(/^<p>Der Browser gibt der Seite keinen Platz mehr\./)
    expect(german).toContain('<span lang="en">No room for 12 MB. Clear cached data.</span>')
  })
})
