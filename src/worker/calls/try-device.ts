import type { Call } from './call.ts'

export const tryDevice: Call<'tryDevice'> = async (_, { slot }) => slot.current().device.tryAgain()
