import { useEffect, useId, useState } from 'react'
import { mixOf } from '../../state/mix-store.ts'
import { ProblemNote } from '../controls/problem-note.tsx'
import { whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { PictureAnswers } from './picture-answers.tsx'
import { PictureSheet } from './picture-sheet.tsx'
import '../styles/pictures.css'

/** An answer about a picture is a word or a short sum. */
const ANSWER_TOKENS = 64
const words = en.pictures

/** A picture, a question about it, and what base, expert and sliders answer. */
export default function PicturesPanel() {
  const { pictures, mix } = usePlayground()
  const { vision, picture, question, item, asking, problem } = usePart('pictures', (state) => state)
  const [next, setNext] = useState(1)
  const id = useId()
  useEffect(() => {
    if (pictures.getState().question === '') void pictures.drawItem('vision', 0)
  }, [pictures])
  const draw = (family: 'vision' | 'vision-hard'): void => {
    void pictures.drawItem(family, next)
    setNext(next + 1)
  }
  const blank = picture.every((ink) => ink === 0)
  const shown = item
    ? words.shows(item.panels.map(words.panelText).join(', '))
    : blank
      ? words.blank
      : words.showsOwn

  return (
    <div className="pictures">
      <div className="picture-side">
        <PictureSheet />
        <p className="quiet">{shown}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => draw('vision')}>
            {words.draw}
          </button>
          <button type="button" className="button" onClick={() => draw('vision-hard')}>
            {words.drawHard}
          </button>
          <button type="button" className="button" onClick={pictures.clear}>
            {words.clear}
          </button>
        </div>
        {vision && <p className="quiet">{words.facts(whole(vision.parameters))}</p>}
      </div>
      <div className="picture-talk">
        <form
          className="picture-question"
          onSubmit={(event) => {
            event.preventDefault()
            void pictures.ask(mixOf(mix.getState()), ANSWER_TOKENS)
          }}
        >
          <label htmlFor={id}>{words.question}</label>
          <input
            id={id}
            type="text"
            className="mono"
            value={question}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => pictures.setQuestion(event.target.value)}
          />
          {asking ? (
            <button type="button" className="button" onClick={pictures.cancel}>
              {en.cancel}
            </button>
          ) : (
            <button type="submit" className="button primary" disabled={question.trim() === ''}>
              {words.ask}
            </button>
          )}
        </form>
        <div aria-live="polite" aria-busy={asking}>
          {asking && <p className="quiet">{words.asking}</p>}
          {problem && <ProblemNote problem={problem} />}
          <PictureAnswers />
        </div>
      </div>
    </div>
  )
}
