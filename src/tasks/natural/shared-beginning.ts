/** Choices without what all of them begin with; each keeps at least one token. */
export interface SplitChoices {
  readonly shared: readonly number[]
  readonly rest: readonly (readonly number[])[]
}

/** What all choices begin with says nothing about which is likelier: it is read with the prompt. */
export function splitShared(choices: readonly (readonly number[])[]): SplitChoices {
  const [first = []] = choices
  const most = Math.min(...choices.map((ids) => ids.length)) - 1
  let length = 0
  while (length < most && choices.every((ids) => ids[length] === first[length])) length++
  return { shared: first.slice(0, length), rest: choices.map((ids) => ids.slice(length)) }
}
