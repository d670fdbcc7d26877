import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What vitest's JSON reporter writes, as far as it is needed: instants and durations in milliseconds. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), duration: z.number().nullish() }),
      ),
    }),
  ),
});

const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;

/**
 * Which test files took the longest, as rows for test/README.md: a file's time is that of all its cases,
 * without its imports; the share is of all files together, which run several at once.
 *
 * @param json as `npx vitest run --reporter=json --outputFile=FILE` wrote it
 */
export function slowestFiles(json: string, { count }: { count: number }): string {
  const files = report
    .parse(JSON.parse(json))
    .testResults.map(({ name, startTime, endTime, assertionResults }) => {
      const run = assertionResults.filter(
        ({ status }) => status === 'passed' || status === 'failed',
      );
      const [longest] = run.toSorted((one, other) => (other.duration ?? 0) - (one.duration ?? 0));
      return { name, took: endTime - startTime, cases: run.length, longest };
    })
    .toSorted((one, other) => other.took - one.took);
  const all = files.reduce((sum, { took }) => sum + took, 0);
  const shown = files.slice(0, count);
  const of = shown.reduce((sum, { took }) => sum + took, 0);
  const rows = shown.map(({ name, took, cases, longest }) => {
    const file = path.relative(path.resolve('test'), name).replaceAll(path.sep, '/');
    const share = `${((100 * took) / all).toFixed(1)}%`;
    return `| \`${file}\` | ${seconds(took)} | ${share} | ${cases} | ${longest?.fullName ?? '–'}, ${seconds(longest?.duration ?? 0)} |`;
  });
  return [
    '| file | time | share | cases | the longest case |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `These ${shown.length} of ${files.length} files take ${seconds(of)} of ${seconds(all)}.`,
  ].join('\n');
}

if (import.meta.main) {
  const [file, count = '20'] = process.argv.slice(2);
  if (!file) {
    process.stderr.write('Say which report: npm run -s slowest -- FILE [COUNT]\n');
    process.exitCode = 2;
  } else {
    process.stdout.write(`${slowestFiles(readFileSync(file, 'utf8'), { count: Number(count) })}\n`);
  }
}
