import { PAGE_POLICY } from './page-policy.mjs'
import { UNSERVED_STYLE } from './unserved-style.mjs'

/**
 * A Vite plugin: the built page names its policy itself, before anything that the policy governs, and holds the one style
 * that needs no server. Vite's development
 * server is left alone, as it works by inline scripts.
 * @returns {import('vite').Plugin}
 */
export function pagePolicy() {
  return {
    name: 'page-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
          injectTo: 'head-prepend',
        },
        { tag: 'style', children: UNSERVED_STYLE, injectTo: 'head' },
      ],
    },
  }
}
