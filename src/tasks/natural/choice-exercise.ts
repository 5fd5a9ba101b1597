/** A question in plain English whose answer is the likeliest of a few choices. */
export interface ChoiceExercise {
  readonly prompt: string
  /** The system message to ask it with, where that is not the model's own. */
  readonly system?: string
  /** All different. Written to be of like length, so that their likelihoods compare. */
  readonly choices: readonly string[]
  /** Index of the right choice. */
  readonly label: number
  /** The kind of question and which of its wordings it has. */
  readonly kind: string
  readonly wording: number
}
