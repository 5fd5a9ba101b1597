import { createHash } from 'node:crypto'

/**
 * How `index.html` looks where nothing that it links can be loaded, as when it is opened as a file. Of no specificity, so
 * that the page's own sheet decides wherever it comes, and about nothing that stays once the page runs.
 */
export const UNSERVED_STYLE = [
  ':where(body:has(.unserved)){margin:0;background:light-dark(#fbfbf9,#131417);color:light-dark(#17181b,#ecedef);font:400 16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}',
  ':where(header:has(+.unserved)){padding:24px 24px 0}',
  ':where(header:has(+.unserved) h1){margin:0;font-size:20px}',
  ':where(.unserved){max-width:68ch;padding:0 24px}',
  ':where(.unserved code){padding:2px 6px;border-radius:4px;background:light-dark(#edede8,#25282e);font:15px ui-monospace,Menlo,Consolas,monospace}',
  ':where(.unserved a){color:inherit}',
].join('')

/** The one inline style that the page's policy lets through. */
export const UNSERVED_STYLE_SOURCE = `'sha256-${createHash('sha256').update(UNSERVED_STYLE).digest('base64')}'`
