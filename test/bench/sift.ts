import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Decision } from '#shared/judging/sift/learn-from.ts';
import { orderWaiting } from '#shared/judging/sift/order-waiting.ts';
import { openTermSpace, type TermSpace } from '#shared/judging/sift/term-space.ts';
import { openTermTable, termsOf } from '#shared/judging/sift/terms-of.ts';
import { promise, whenToStop } from '#shared/judging/sift/when-to-stop.ts';
import { type Figure, percentile, rounded } from './figures.ts';
import { decisionTimes } from './sift-decisions.ts';
import { chances } from './synthetic-library.ts';

const folder = '../shared/corpora/sift';
const labels = ['included', 'label_included'];
/** A run each, from one kept and one not, drawn with this seed. */
const seeds = Array.from({ length: 15 }, (_, at) => at + 1);
const screenings = 200;
/** In these the order learns, and the test is asked, after so many verdicts. */
const batch = 10;

/** A finished screening. */
interface Screening {
  name: string;
  space: TermSpace;
  isKept: boolean[];
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @throws {Error} where no column says what was kept */
function readScreening(file: string): Screening {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(`${folder}/${file}`)), {
    columns: true,
    bom: true,
    relax_column_count: true,
  });
  const label = labels.find((one) => rows[0] && one in rows[0]);
  if (!label) {
    throw new Error(
      `${file}: no column is called ${labels.join(' or ')}, so nothing says what was kept.`,
    );
  }
  const table = openTermTable();
  const texts = rows.map(({ title = '', abstract = '' }, id) => {
    const text = { title, summary: abstract, headings: [], source: '', themes: [] };
    return [id, termsOf(table, text)] as const;
  });
  return {
    name: file.replace(/\.csv\.gz$/, ''),
    space: openTermSpace(table, new Map(texts)),
    isKept: rows.map((row) => Number(row[label]) === 1),
  };
}

interface Course {
  /** Whether each was kept, in the order shown. */
  verdicts: boolean[];
  /** Whether the rule said to stop where the course ends. */
  isStopped: boolean;
}

/** Shows one record after another, and learns from each answer, until `isDone`. */
function screen(
  { space, isKept }: Screening,
  {
    seed,
    isPure,
    atOnce = 1,
    isDone,
  }: {
    seed: number;
    isPure: boolean;
    /** Shown before the order learns again. */
    atOnce?: number;
    isDone: (verdicts: boolean[], found: number) => boolean;
  },
): boolean[] {
  const chance = chances(seed);
  const oneOf = (ids: number[]) => ids[Math.floor(chance() * ids.length)] ?? 0;
  const ids = isKept.map((_, id) => id);
  const begin = [oneOf(ids.filter((id) => isKept[id])), oneOf(ids.filter((id) => !isKept[id]))];
  const decisions: Decision[] = begin.map((id) => ({ id, isKept: isKept[id] ?? false }));
  const verdicts = decisions.map((one) => one.isKept);
  let found = 1;
  let waiting = ids.filter((id) => !begin.includes(id));
  while (waiting.length > 0 && !isDone(verdicts, found)) {
    const { placed } = orderWaiting({ space, waiting, decisions, isPure });
    const shown = placed.slice(0, atOnce).map(({ id }) => ({ id, isKept: isKept[id] ?? false }));
    for (const verdict of shown) {
      decisions.push(verdict);
      verdicts.push(verdict.isKept);
      found += verdict.isKept ? 1 : 0;
    }
    const gone = new Set(shown.map(({ id }) => id));
    waiting = waiting.filter((id) => !gone.has(id));
  }
  return verdicts;
}

/** How many of the kept are 95 % of them. */
const enoughOf = (kept: number) => Math.ceil(promise.share * kept - 1e-9);

/** Work saved over random at 95 % recall, and what was found after reading a tenth. */
function saved(screening: Screening, isPure: boolean) {
  const size = screening.isKept.length;
  const kept = screening.isKept.filter(Boolean).length;
  const tenth = Math.ceil(size / 10);
  const runs = seeds.map((seed) => {
    const verdicts = screen(screening, {
      seed,
      isPure,
      isDone: ({ length }, found) => found >= enoughOf(kept) && length >= tenth,
    });
    let found = 0;
    const at = verdicts.findIndex((isKept) => {
      found += isKept ? 1 : 0;
      return found >= enoughOf(kept);
    });
    return {
      wss: (size - (at + 1)) / size - (1 - promise.share),
      found10: verdicts.slice(0, tenth).filter(Boolean).length / kept,
    };
  });
  return { wss: mean(runs.map(({ wss }) => wss)), found10: mean(runs.map((run) => run.found10)) };
}

/** One simulated screening that stops when it is told that it may, or never. */
function stopped(screening: Screening, seed: number): Course {
  const size = screening.isKept.length;
  let isStopped = false;
  const verdicts = screen(screening, {
    seed,
    isPure: false,
    atOnce: batch,
    isDone: (verdicts) => {
      isStopped = whenToStop(verdicts, size - verdicts.length).state === 'enough';
      return isStopped;
    },
  });
  return { verdicts, isStopped };
}

/** Whether runs that stopped had found enough, and how much was left unread over all of them. */
function promiseKept(all: Screening[]): Figure[] {
  const runs = Array.from({ length: screenings }, (_, at) => {
    const screening = all[at % all.length] as Screening;
    const { verdicts, isStopped } = stopped(screening, 1000 + at);
    const kept = screening.isKept.filter(Boolean).length;
    return {
      isStopped,
      isKept: verdicts.filter(Boolean).length >= enoughOf(kept),
      saved: isStopped ? 1 - verdicts.length / screening.isKept.length : 0,
    };
  });
  const ended = runs.filter(({ isStopped }) => isStopped);
  const kept = ended.length === 0 ? 1 : ended.filter(({ isKept }) => isKept).length / ended.length;
  const of = `share of ${ended.length} that stopped, seeds 1000 to ${999 + screenings}`;
  return [
    { name: 'stop.kept', value: rounded(kept), unit: of, aim: '≥ 0.95' },
    {
      name: 'stop.saved',
      value: rounded(mean(runs.map((run) => run.saved))),
      unit: `mean share left unread over ${screenings}`,
      aim: '≥ 0.25',
    },
  ];
}

/**
 * The order of the sift on finished screenings: how much work it saves, how long a decision takes,
 * and whether its word that one may stop is kept. The corpus's README defines the measures.
 */
export async function sift(): Promise<Figure[]> {
  if (!existsSync(folder)) {
    console.error(`The screenings are not there (${folder}): nothing was measured.`);
    return [];
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv.gz'));
  const all = files.map(readScreening);
  const figures: Figure[] = [];
  for (const screening of all) {
    const [mixed, pure] = [saved(screening, false), saved(screening, true)];
    const unit = `mean of ${seeds.length}, seeds ${seeds[0]} to ${seeds.at(-1)}`;
    figures.push(
      { name: `${screening.name}.wss95`, value: rounded(mixed.wss), unit },
      { name: `${screening.name}.wss95.pure`, value: rounded(pure.wss), unit },
      { name: `${screening.name}.found10`, value: rounded(mixed.found10), unit },
    );
  }
  const times = await decisionTimes();
  figures.push({
    name: 'decision.p95',
    value: rounded(percentile(times, 0.95), 1),
    unit: 'ms, 5,000 waiting',
    aim: '≤ 100',
  });
  return all.length === 0 ? figures : [...figures, ...promiseKept(all)];
}
