/** `npm run bench [-- NAME]`: figures as ratios against a reference measured in the same run. */
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';

/** A bench, on its own input or on a file that others made. */
type Bench = (file?: string) => Promise<Figure[]>;

const benches: Record<string, () => Promise<Bench>> = {
  search: async () => (await import('./search.ts')).search,
  pages: async () => (await import('./pages.ts')).pages,
  ingest: async () => (await import('./ingest.ts')).ingest,
  feeds: async () => (await import('./feeds.ts')).feeds,
  articles: async () => (await import('./articles.ts')).articles,
  pdfs: async () => (await import('./pdfs.ts')).pdfs,
  rescan: async () => (await import('./rescan.ts')).rescan,
  relevance: async () => (await import('./relevance.ts')).relevance,
  anchors: async () => (await import('./anchors.ts')).anchors,
  suggestions: async () => (await import('./bearing/suggestions.ts')).suggestions,
  matcher: async () => (await import('./bearing/matcher.ts')).matcher,
  sift: async () => (await import('./sift.ts')).sift,
  checks: async () => (await import('./checks.ts')).checks,
};

const shown = ({ name, value, unit, reference, ratio, aim }: Figure) =>
  [
    `  ${name.padEnd(34)} ${String(value).padStart(12)} ${unit}`,
    ratio === undefined ? '' : `  ${ratio} × ${reference ?? 'the reference'}`,
    aim ? `  (aim: ${aim})` : '',
  ].join('');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, file: { type: 'string' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !benches[name]);
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}
for (const name of names) {
  const bench = await benches[name]?.();
  const figures = (await bench?.(values.file)) ?? [];
  if (values.json) console.log(JSON.stringify({ bench: name, figures }));
  else console.log([name, ...figures.map(shown)].join('\n'));
}
process.exit(0);
