import { en } from '../messages/en.ts'

interface SaveButtonsProps {
  /** What is saved, for people who hear the buttons one by one. */
  readonly what: string
  /** The name of a form and what saves it. */
  readonly forms: readonly (readonly [form: string, save: () => void])[]
}

/** Takes a table or a chart along in several forms. */
export function SaveButtons({ what, forms }: SaveButtonsProps) {
  return (
    <span className="row save-buttons">
      <span className="quiet" aria-hidden="true">
        {en.inspector.save}
      </span>
      {forms.map(([form, save]) => (
        <button
          key={form}
          type="button"
          className="button mini"
          aria-label={en.inspector.saveAs(what, form)}
          onClick={save}
        >
          {form}
        </button>
      ))}
    </span>
  )
}
