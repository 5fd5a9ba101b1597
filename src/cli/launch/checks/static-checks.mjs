import { oneCheck, runTool } from './run-tool.mjs'

export async function types() {
  const { ok, output } = await runTool('typescript/bin/tsc', ['-p', '.', '--pretty', 'false'])
  return oneCheck(ok, output)
}

export async function lint() {
  const args = ['check', '--config-path=.biome.json', '--error-on-warnings', '--colors=off', '.']
  const { ok, output } = await runTool('@biomejs/biome/bin/biome', args)
  return oneCheck(ok, output)
}

export async function layers() {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src', 'e2e']
  const { ok, output } = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args)
  return oneCheck(ok, output)
}

export async function unusedCode() {
  const { ok, output } = await runTool('knip/bin/knip.js', [
    '--no-progress',
    '--treat-config-hints-as-errors',
  ])
  return oneCheck(ok, output)
}
