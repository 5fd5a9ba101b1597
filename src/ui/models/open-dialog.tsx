import { useEffect } from 'react'
import { PLACES } from '../../state/models-store.ts'
import { PageDialog } from '../controls/page-dialog.tsx'
import { Segmented } from '../controls/segmented.tsx'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'
import { AddressPlace } from './address-place.tsx'
import { EmbeddedPlace } from './embedded-place.tsx'
import { FilesPlace } from './files-place.tsx'
import { HubPlace } from './hub-place.tsx'
import { Looked } from './looked.tsx'
import { MODEL_BUTTON } from './model-button-id.ts'
import { OpeningStatus } from './opening-status.tsx'
import { StoredPlace } from './stored-place.tsx'
import '../styles/models.css'

const words = en.models
const FORMS = {
  embedded: EmbeddedPlace,
  hub: HubPlace,
  address: AddressPlace,
  files: FilesPlace,
  stored: StoredPlace,
} as const

/** Where another model is chosen, and what its opening is doing. */
export default function OpenDialog() {
  const { models } = usePlayground()
  const shown = usePart('models', (state) => state.shown)
  const place = usePart('models', (state) => state.place)
  const busy = usePart('models', (state) => state.opening !== null)
  useEffect(() => {
    if (shown) void models.loadStored()
  }, [shown, models])
  const Form = FORMS[place]
  return (
    <PageDialog
      shown={shown}
      onShow={(open) => (open ? models.show() : models.hide())}
      title={words.title}
      intro={words.intro}
      focusAfter={() => document.getElementById(MODEL_BUTTON)}
    >
      <fieldset className="dialog-choice" disabled={busy}>
        <Segmented
          legend={words.place}
          options={PLACES.map((value) => ({ value, label: words.places[value] }))}
          value={place}
          onChange={(value) => models.change({ place: value })}
        />
        <div className="dialog-form">
          <Form />
          <Looked />
        </div>
      </fieldset>
      <OpeningStatus />
    </PageDialog>
  )
}
