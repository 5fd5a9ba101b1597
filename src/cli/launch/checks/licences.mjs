import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../project.mjs'
import { auditNote } from './audit.mjs'

const LIST = 'docs/LICENCES.md'
const ALLOWED = new Set(
  '0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT Python-2.0 Unlicense'.split(' '),
)
/**
 * Binaries of sharp, which transformers asks for to read pictures in Node: npm installs them beside it, and
 * no file of the page holds them.
 */
const APART = { folder: /^node_modules\/@img\/sharp-/, licence: 'LGPL-3.0-or-later' }

/** Holds every package that the page or the command line depends on to the licences that may be passed on. */
export async function licences() {
  const found = productionPackages(readJson('package-lock.json'))
  const wrong = [
    ...found
      .filter((each) => !isAllowed(each))
      .map(
        ({ name, licence }) =>
          `${name}: the licence ${licence ?? '(none)'} is not on the list of allowed ones.`,
      ),
    ...found.flatMap(disagreement),
  ]
  if (readText(LIST) !== listing(found)) {
    wrong.push(`${LIST} is not that of package-lock.json; run: npm run licences`)
  }
  return {
    passed: wrong.length === 0 ? 1 : 0,
    failed: wrong.length === 0 ? 0 : 1,
    skipped: 0,
    details: wrong.join('\n'),
    notes: [`${found.length} packages`, await auditNote()],
  }
}

/**
 * What is installed without development packages, by the lockfile, optional packages of every platform included.
 * @returns {{ path: string, name: string, version: string, licence: string | undefined }[]} by name, then version
 */
export function productionPackages({ packages }) {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional)
    .map(([path, entry]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      licence: entry.license,
    }))
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

/** @param {{ path: string, licence: string | undefined }} found */
export function isAllowed({ path, licence }) {
  const apart = APART.folder.test(path) ? [APART.licence] : []
  return accepts(licence ?? '', (name) => ALLOWED.has(name) || apart.includes(name))
}

/** An SPDX expression of one kind of operator; what mixes OR and AND is refused, for somebody to look at. */
function accepts(expression, allows) {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  const choices = plain.split(' OR ')
  return choices.length > 1 ? choices.some(allows) : plain.split(' AND ').every(allows)
}

/** A package on disk may say something else than the lockfile recorded. */
function disagreement({ path, name, licence }) {
  const file = join(ROOT, path, 'package.json')
  if (!existsSync(file)) return []
  const said = JSON.parse(readFileSync(file, 'utf8')).license
  return said === licence ? [] : [`${name}: says ${JSON.stringify(said)}, the lockfile ${licence}.`]
}

/** The list as a document. */
export function listing(found) {
  const byLicence = new Map()
  for (const each of found) byLicence.set(each.licence, [...(byLicence.get(each.licence) ?? []), each])
  const sections = [...byLicence]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([licence, packages]) => {
      const names = [...new Set(packages.map(({ name, version }) => `${name} ${version}`))]
      return `## ${licence}\n\n${names.join(', ')}\n`
    })
  return `${HEAD}\n${sections.join('\n')}`
}

const HEAD = `# Licences of what this project depends on

Every package that is installed without development packages, on any platform, by package-lock.json; not all of them are
in the page. Made by \`npm run licences\`, held against the lockfile by \`npm test\`. The packages under
LGPL-3.0-or-later are binaries of sharp that npm installs for Node; no file of the page holds them.
`

function readJson(path) {
  return JSON.parse(readText(path))
}

function readText(path) {
  const full = join(ROOT, path)
  return existsSync(full) ? readFileSync(full, 'utf8') : ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(ROOT, LIST), listing(productionPackages(readJson('package-lock.json'))))
}
