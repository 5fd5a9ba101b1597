import { expect, test } from '../fixtures.ts'
import { REGIONS } from '../playground.ts'

/** Scripts and styles of the page, of its worker and of the engine. */
const MOST_SCRIPTS = 20

test('a cold visit ends with a computed example, and nothing goes wrong or elsewhere', async ({
  playground,
  webgpu,
}) => {
  const { page, site } = playground
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => {
    const isOurs = message.text() !== 'Service Worker registration blocked by Playwright'
    if (isOurs && ['error', 'warning'].includes(message.type())) wrong.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(site) && !request.url().startsWith('blob:')) wrong.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`)
  })

  const asked = new Set<string>()
  page.on('request', (request) => asked.add(request.url()))
  await playground.open('')
  // Models, experts and results besides: what is asked for before the first answer is all that it takes.
  const scripts = [...asked].filter((url) => /\.(js|css)$/.test(url))
  expect(scripts.length, scripts.join('\n')).toBeLessThanOrEqual(MOST_SCRIPTS)
  expect(scripts.filter((url) => /chart|inspector|training|german/i.test(url))).toEqual([])
  for (const name of REGIONS) {
    await expect(playground.region(name)).toBeVisible()
    await expect(playground.region(name).getByRole('heading', { name, exact: true })).toBeVisible()
  }
  await expect(page.getByRole('textbox', { name: 'Your prompt' })).not.toHaveValue('')
  expect(await playground.answer('Base output')).not.toBe('')
  expect(await playground.answer('Adapted output')).not.toBe('')

  const engine = playground.region('Engine')
  if (webgpu) {
    await expect(engine).toContainText('WebGPU:')
    await expect(engine).toContainText(/passed, largest error \S+ \(allowed \S+\)/)
  } else {
    await expect(engine).toContainText('CPU (WebAssembly) because WebGPU found no graphics adapter.')
  }
  expect(wrong).toEqual([])
})

test('the first paint shows the prompt and the sliders while the model still loads', async ({
  playground,
}) => {
  const { page, site } = playground
  let deliver: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    deliver = resolve
  })
  await page.route('**/*.safetensors', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(site)
  await expect(playground.slider('math')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Your prompt' })).not.toHaveValue('')
  await expect(page.getByRole('status').filter({ hasText: 'Downloading the model' })).toBeVisible()
  deliver()
  await playground.ready()
})

test('on a host without headers too, scripts may do nothing but run: no inline code, no text as markup, no unencrypted connection', async ({
  playground,
}) => {
  const { page, site } = playground
  await page.route(site, async (route) => {
    const response = await route.fetch()
    const { 'content-security-policy': _, ...headers } = response.headers()
    const body = (await response.text()).replace('</body>', '<script>window.injected = true</script></body>')
    await route.fulfill({ response, headers, body })
  })
  await playground.open()
  const outcome = await page.evaluate(
    () =>
      new Promise<object>((resolve) => {
        const directives: string[] = []
        document.addEventListener('securitypolicyviolation', (event) =>
          directives.push(event.effectiveDirective),
        )
        const refused = (act: () => unknown): string => {
          try {
            act()
            return 'allowed'
          } catch (thrown) {
            return (thrown as Error).name
          }
        }
        const tried = [
          refused(() => {
            document.createElement('div').innerHTML = '<b>markup</b>'
          }),
          refused(() => new Worker('https://example.org/worker.js')),
        ]
        fetch('http://example.org/').catch(() => {
          setTimeout(
            () => resolve({ injected: 'injected' in window, tried, directives: directives.sort() }),
            50,
          )
        })
      }),
  )
  expect(outcome).toEqual({
    injected: false,
    tried: ['TypeError', 'TypeError'],
    directives: ['connect-src', 'require-trusted-types-for', 'require-trusted-types-for'],
  })
})
