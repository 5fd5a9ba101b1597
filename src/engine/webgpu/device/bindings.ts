/**
 * What each kernel binds: `u` uniform, `r` storage that is read, `w` storage that is written; binding 0 first. The first is
 * always `Call` and the last the kernel's `Shape`. Apart from the kernels, so that a plan need not load their text.
 */
export const BINDINGS = {
  embed: 'urrrrwwu',
  linear: 'urrrrrwu',
  qkv: 'urrrrrwwu',
  gateUp: 'urrrwu',
  attend: 'urrrwu',
  attendTogether: 'urrrwu',
  sampleChunks: 'urrrwu',
  sampleMerge: 'urrwwwu',
} as const
