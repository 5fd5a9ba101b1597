import type { LighthouseResults } from './lighthouse-results.ts'
import { markdownTable } from './markdown-table.ts'

/** The part of `docs/RESULTS.md` on `lighthouse.json`. */
export function lighthouseMarkdown({ version, browser, cores, forms }: LighthouseResults): string[] {
  return [
    `Lighthouse ${version} on the built page, ${browser} without WebGPU, ${cores} cores. Performance is that of the run in the middle, all runs in brackets; the times are its own, as Lighthouse estimates them for the device and line that it stands for. Load is how many programs wanted a core in the minute before.`,
    markdownTable(
      [
        'as',
        'performance',
        'accessibility',
        'best practices',
        'first paint (ms)',
        'largest paint (ms)',
        'speed index (ms)',
        'blocked (ms)',
        'layout shift',
        'load',
      ],
      forms.map((form) => [
        form.form,
        `${form.performance} [${form.performanceOfRuns.join(', ')}]`,
        ...[form.accessibility, form.bestPractices].map(String),
        ...[form.firstContentfulPaintMs, form.largestContentfulPaintMs, form.speedIndexMs].map(String),
        ...[form.totalBlockingTimeMs, form.layoutShift, form.load].map(String),
      ]),
    ),
  ]
}
