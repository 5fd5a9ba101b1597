import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { problemOf } from '../../state/problem.ts'
import { de } from '../messages/de/de.ts'
import { tellInGerman } from '../messages/de/de-told.ts'
import { en } from '../messages/en.ts'
import { nowTelling } from '../messages/told.ts'
import { fillIn } from '../messages/translation.ts'
import { ProblemText } from './problem-text.tsx'

const advice = 'Download what you want to keep before you leave.'
const known = new AppError('quota', 'There is no room for a file of 12 bytes.', { advice })
const foreign = new AppError('quota', 'QuotaExceededError: x', { advice })

const shown = (error: AppError): string =>
  renderToStaticMarkup(createElement(ProblemText, { problem: problemOf(error) }))

describe('an error in words', () => {
  it('is told as it came in English', () => {
    expect(shown(known)).toBe(`<p>There is no room for a file of 12 bytes. ${advice}</p>`)
  })

  it('is told in German, and marked as English only where a browser said it', () => {
    const todo = 'Lade herunter, was du behalten willst, bevor du gehst.'
    const putBack = fillIn(en, de)
    nowTelling(tellInGerman)
    expect(shown(known)).toBe(`<p>Für eine Datei von 12 Byte ist kein Platz. ${todo}</p>`)
    expect(shown(foreign)).toMatch(/^<p>Der Browser gibt der Seite keinen Platz mehr\./)
    expect(shown(foreign)).toContain(`${todo}</p>`)
    expect(shown(foreign)).toContain(`<span lang="en">QuotaExceededError: x ${advice}</span>`)
    nowTelling(null)
    putBack()
  })

  it('is told by its kind until the sentences have come', () => {
    const putBack = fillIn(en, de)
    nowTelling(() => null)
    expect(shown(known)).toMatch(/^<p>Der Browser gibt.*<span lang="en">There is no room/)
    nowTelling(null)
    putBack()
  })
})
