import { UNSERVED_STYLE_SOURCE } from './unserved-style.mjs'

/**
 * What the page may do: run its own scripts and WebAssembly, and fetch over encrypted connections. It fetches from
 * elsewhere only what a person asks it to open.
 */
const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "manifest-src 'self'",
  `style-src 'self' ${UNSERVED_STYLE_SOURCE}`,
  "img-src 'self' data:",
  "font-src 'self'",
  // A model may come from huggingface.co, or from any address that a person gives.
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
]

/**
 * No text becomes markup or a script, where the browser has Trusted Types; `default` lets scripts of the page's own
 * origin through (src/ui/own-scripts.ts). Only the page says so: as a header it would come with each worker too, where
 * onnxruntime starts its threads by address.
 */
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", 'trusted-types default']

/** The Content-Security-Policy as it stands in the page itself, which holds on a host that sends no headers. */
export const PAGE_POLICY = [...DIRECTIVES, ...TRUSTED_TYPES].join('; ')

/** The Content-Security-Policy as a header: only there may it say who frames the page. */
export const HEADER_POLICY = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ')
