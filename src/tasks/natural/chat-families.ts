/** Families of questions in plain English for models that chat, each named for the category of its expert. */
export const CHAT_FAMILIES = ['chat-math', 'chat-code', 'chat-reasoning'] as const
export type ChatFamily = (typeof CHAT_FAMILIES)[number]

/** True for a family in plain English, for models that chat. */
export function isChatFamily(name: string): name is ChatFamily {
  return CHAT_FAMILIES.some((family) => family === name)
}

/** The expert that a family is there to train. */
export const expertOfFamily = (family: ChatFamily): string => family.replace(/^chat-/, '')
