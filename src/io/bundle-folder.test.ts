import { expect, it } from 'vitest'
import { AppError } from '../core/errors.ts'
import { readBundleFolder } from './bundle-folder.ts'
import { smallBundle } from './small-bundle.fixture.ts'

it('takes no file that is not what manifest or index say, be it of the model or of an expert', async () => {
  const files = new Map(await smallBundle())
  const paths = [...files.keys()].filter((path) => path.endsWith('.safetensors'))
  expect(paths.some((path) => path.startsWith('experts/'))).toBe(true)
  expect(paths.some((path) => !path.startsWith('experts/'))).toBe(true)
  for (const damaged of paths) {
    const reading = readBundleFolder(async (path) => {
      const bytes = files.get(path)?.slice()
      if (!bytes) throw new AppError('missing', path)
      // The last number's lowest bit: any reader would take it.
      const last = path === damaged ? bytes.length - 4 : -1
      if (last >= 0) bytes[last] = (bytes[last] ?? 0) ^ 1
      return bytes
    })
    await expect(reading, damaged).rejects.toMatchObject({ code: 'integrity' })
  }
})
