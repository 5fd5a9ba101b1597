import { readFile } from 'node:fs/promises'

/*
 * Node's part of what Vite does for the page: `import text from './kernel.wgsl?raw'` gives a file's text. Loaded
 * with `register` of node:module.
 */

const RAW = /\.wgsl\?raw$/

/**
 * @param {string} specifier
 * @param {{ parentURL?: string }} context
 * @param {Function} next
 */
export async function resolve(specifier, context, next) {
  if (!RAW.test(specifier)) return next(specifier, context)
  return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
}

/**
 * @param {string} url
 * @param {object} context
 * @param {Function} next
 */
export async function load(url, context, next) {
  if (!RAW.test(url)) return next(url, context)
  const text = await readFile(new URL(url.replace('?raw', '')), 'utf8')
  return { format: 'module', source: `export default ${JSON.stringify(text)}`, shortCircuit: true }
}
