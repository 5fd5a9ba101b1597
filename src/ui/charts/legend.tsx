import { ExpertMark } from '../controls/expert-mark.tsx'

/** Which colour and shape stands for which expert. */
export function Legend({ names }: { readonly names: readonly string[] }) {
  return (
    <p className="legend">
      {names.map((name) => (
        <span key={name} className="legend-item">
          <ExpertMark name={name} />
          {name}
        </span>
      ))}
    </p>
  )
}
