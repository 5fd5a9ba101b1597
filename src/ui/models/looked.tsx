import type { ReactNode } from 'react'
import type { ModelSource } from '../../io/model-source.ts'
import type { Fit, Inspection } from '../../worker/opening.ts'
import { RetryNote } from '../controls/problem-note.tsx'
import { SelectField } from '../controls/select-field.tsx'
import { Told } from '../controls/told.tsx'
import { bytesText, millions, whole } from '../format.ts'
import { en } from '../messages/en.ts'
import { usePart, usePlayground } from '../playground-context.tsx'

const words = en.models

/** What a source is and whether it fits, before any weight of it is fetched. */
export function Looked() {
  const { models } = usePlayground()
  const look = usePart('models', (state) => state.look)
  if (!look) return null
  const { source, found } = look
  if (found.status === 'failed') {
    return (
      <RetryNote problem={found.problem} label={words.tryAgain} onRetry={() => void models.inspect(source)} />
    )
  }
  if (found.status !== 'ready') {
    return (
      <p className="quiet" role="status">
        {words.looking}
      </p>
    )
  }
  return <Card source={source} found={found.value} />
}

function Card({ source, found }: { readonly source: ModelSource; readonly found: Inspection }) {
  const { models } = usePlayground()
  // Where there is no WebGPU, what counts is the CPU; there the same weights take other bytes.
  const dense = found.dense && (found.hasWebGpu ? found.dense : found.cpu)
  const factored = found.hasWebGpu ? found.factored : found.cpuFactored
  const device = dense ?? factored
  const fits = device.fits || found.cpu.fits
  const { facts } = words
  return (
    <section className="looked" aria-label={found.name}>
      <h3>{found.name}</h3>
      {source.kind === 'hub' && found.choices.length > 1 && <Choice source={source} found={found} />}
      <dl className="looked-facts">
        <Line name={facts.what}>
          {facts.whatValue(
            words.formats[found.format],
            found.layers,
            whole(found.hiddenSize),
            whole(found.vocabSize),
          )}
        </Line>
        <Line name={facts.parameters}>{millions(found.parameters)}</Line>
        <Line name={facts.context}>{facts.contextValue(whole(found.maxTokens))}</Line>
        <Line name={facts.download}>
          {found.downloadBytes > 0 ? bytesText(found.downloadBytes) : facts.noDownload}
        </Line>
        {dense && (
          <Line name={facts.dense}>
            <FitText fit={dense} />
          </Line>
        )}
        <Line name={facts.factored}>
          <FitText fit={factored} />
        </Line>
        {!device.fits && found.hasWebGpu && (
          <Line name={facts.cpu}>
            <FitText fit={found.cpu} />
          </Line>
        )}
        {found.storage && found.storage.bytes > 0 && (
          <Line name={facts.storage}>
            <FitText fit={found.storage} />
            {found.storage.fits && Number.isFinite(found.storage.freeBytes) && (
              <span className="quiet">, {facts.storageFree(bytesText(found.storage.freeBytes))}</span>
            )}
          </Line>
        )}
      </dl>
      {!fits && <p className="quiet">{words.fitsNowhere}</p>}
      {fits && !(found.hasWebGpu && device.fits) && (
        <p className="quiet">{found.hasWebGpu ? words.onCpu : words.noWebGpu}</p>
      )}
      <button
        type="button"
        className="button primary"
        disabled={!fits}
        onClick={() => void models.open(source)}
      >
        {words.open}
      </button>
    </section>
  )
}

interface ChoiceProps {
  readonly source: Extract<ModelSource, { readonly kind: 'hub' }>
  readonly found: Inspection
}

/** A repository may hold the same weights in several files. */
function Choice({ source, found }: ChoiceProps) {
  const { models } = usePlayground()
  return (
    <SelectField
      label={words.choice}
      value={source.file ?? found.choices[0]?.file ?? ''}
      options={found.choices.map(({ file, bytes }) => [file, words.choiceText(file, bytesText(bytes))])}
      onChange={(file) => void models.inspect({ ...source, file })}
    />
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="looked-line">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function FitText({ fit: { bytes, fits, reason } }: { readonly fit: Fit }) {
  return (
    <>
      {bytesText(bytes)},{' '}
      {fits && reason ? (
        <strong>{words.mayFit}</strong>
      ) : (
        <strong className={fits ? 'fits' : 'fits-not'}>{fits ? words.fits : words.fitsNot}</strong>
      )}
      {reason && (
        <span className="fit-reason quiet">
          <Told text={reason} />
        </span>
      )}
    </>
  )
}
