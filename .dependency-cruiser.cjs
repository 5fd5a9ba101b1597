const swc = require('@swc/core')

// dependency-cruiser asks swc for TypeScript without JSX, whatever the file; tell it about .tsx.
const { parseFileSync } = swc
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') })

// The layers, each may import itself and what stands to its left. `cli` stands beside `ui`.
const LAYERS = ['core', 'model', 'tasks', 'graph', 'engine', 'adapt', 'train', 'io', 'worker', 'state', 'ui']

const upward = LAYERS.map((layer, rank) => ({
  name: `${layer}-imports-only-left`,
  comment: `src/${layer} may import src/{${LAYERS.slice(0, rank + 1).join(',')}}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${LAYERS.slice(0, rank + 1).join('|')})/` },
}))

const NODE_SIDE = '^src/(cli/|engine/ort/node|engine/webgpu/node/|.*\\.(test|fixture)\\.tsx?$)'
const TEST = '\\.(test|fixture)\\.tsx?$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'cli-beside-ui',
      comment: 'The command line and the page share everything below them and nothing of each other.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/(ui|state|worker)/' },
    },
    {
      name: 'core-is-pure',
      comment: 'core is mathematics: no package and no Node module.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TEST },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'page-without-node',
      comment: 'Only the command line, the Node engine and tests may use what a browser does not have.',
      severity: 'error',
      from: { path: '^src/', pathNot: NODE_SIDE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-without-node-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: NODE_SIDE },
      to: {
        path: '^src/engine/(ort/node|webgpu/node/)|node_modules/(onnxruntime-node|webgpu|commander|tsx)/',
      },
    },
    {
      name: 'react-only-in-ui',
      comment: 'Stores are vanilla and tested without React.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ui/' },
      to: { path: 'node_modules/(react|react-dom|radix-ui|recharts)/' },
    },
    {
      name: 'launchers-before-dependencies',
      comment: 'Launchers run before anything is installed: Node built-ins and each other only.',
      severity: 'error',
      from: { path: '^src/cli/launch/.*\\.mjs$' },
      to: { dependencyTypesNot: ['core'], pathNot: '^src/cli/launch/', dynamic: false },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { pathNot: `^e2e/|${TEST}` },
      to: { path: `^e2e/|${TEST}` },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/cli/launch/|${TEST}` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API to read imports with; swc sees the type-only ones as well.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\?(raw|url|worker)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
