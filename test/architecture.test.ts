import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A file may import from its own rung and from any rung above it in this list. */
const rungs = [
  /^shared\/(config|settings|read-authorities|network|errors|london|clock|log|notices)\.ts$|^shared\/(text|data)\/|^shared\/sources\/readable-kinds\.ts$/,
  /^shared\/entities\//,
  /^shared\/(database|search|mail)\//,
  /^shared\/services\.ts$/,
  /^shared\/library\//,
  /^shared\/judging\//,
  /^shared\/(?!sift\/)/,
  // The sift does at once what judging, plans and publications do one by one.
  /^shared\/sift\//,
  /^server\/request\//,
  /^server\/(api|web)\//,
  /^server\//,
  // The worker: tools, the words its stages speak in, then each stage after those it hands on to.
  /^worker\/(run-job\.ts$|(claiming|fetch|reading|sweep)\/)/,
  /^worker\/(connectors\/connector|sending\/outgoing)\.ts$/,
  /^worker\/(obtaining|contents)\//,
  /^worker\/(connectors|letters)\//,
  /^worker\/suggest\//,
  /^worker\/record\//,
  /^worker\/(scan|retrieve|index|alerts|digests|evidence|plans)\//,
  /^worker\/(requests|sending)\//,
  /^worker\/[^/]+$/,
  /^(main|skylark)\.ts$|^(commands|demo)\//,
];
const rungOf = (file: string) => rungs.findIndex((rung) => rung.test(file));

/**
 * Siblings that must not know each other: pages and the API, the slices of shared/, and stages of the
 * worker, which leave for each other in the database what the other is to find.
 */
const homeOf = (file: string) =>
  /^(server\/(?:api|web)|worker\/[^/]+|shared\/(?:library|judging|publications|sources|plans|digests|reports|people|searches|vocabulary))\//.exec(
    file,
  )?.[1];

/** The two processes know nothing of each other, whatever the rung. */
const processOf = (file: string) => /^(server|worker)\//.exec(file)?.[1];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);

function importsIn(file: string, source: string): string[] {
  return [...source.matchAll(/\b(?:from|import)[\s(]+'([#.][^']+)'/g)].map(([, path = '']) =>
    path.startsWith('#') ? path.slice(1) : posix.join(posix.dirname(file), path),
  );
}

const fromBelow = (file: string, source: string) =>
  importsIn(file, source).filter((imported) => rungOf(imported) > rungOf(file));

const fromSiblings = (file: string, source: string) =>
  importsIn(file, source).filter((imported) => {
    const isOther = (nameOf: typeof homeOf) => {
      const [home, other] = [nameOf(file), nameOf(imported)];
      return home && other && other !== home;
    };
    return isOther(processOf) || (isOther(homeOf) && rungOf(imported) === rungOf(file));
  });

/** Only the worker and its tools speak to addresses that come from outside; embedder and proxy are of the settings. */
const speaks = /from '(undici|node:https?|node:net)'|\bfetch\(/;
const maySpeak =
  /^worker\/fetch\/|^demo\/|^shared\/(network|search\/embedding\/open-embedder)\.ts$/;

/** Time and chance are passed in: who may ask the machine for them, and why. */
const asks = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\b/;
const mayAsk = new Map([
  ['shared/clock.ts', 'it is the clock, and the chance, that are passed in'],
  [
    'shared/search/index-home.ts',
    'claims before there are services, against what other processes wrote',
  ],
  ['shared/search/index-places.ts', 'says when the answering index was named, for people who look'],
  ['worker/fetch/open-fetch.ts', 'counts how long an answer stays fresh from when it arrived'],
  ['worker/fetch/visit-cookies.ts', 'asks whether a cookie has run out by the machine’s clock'],
  ['worker/fetch/failures.ts', 'counts seconds from now to a Retry-After by the machine’s clock'],
  [
    'worker/connectors/govuk/govuk-content.ts',
    'says when the Content API answered, as the fetcher does',
  ],
]);

const wrongIn = (file: string, source: string) => [
  ...fromBelow(file, source),
  ...fromSiblings(file, source),
];

describe.each(files)('%s', (file) => {
  const source = readFileSync(`src/${file}`, 'utf8');

  it('imports only from above, and leaves its siblings alone', () => {
    expect(wrongIn(file, source)).toEqual([]);
  });
});

it('knows the rung of every file', () => {
  expect(files.filter((file) => rungOf(file) < 0)).toEqual([]);
});

it('lets time and chance be passed in, but for files that say why not', () => {
  const asking = files.filter((file) => asks.test(readFileSync(`src/${file}`, 'utf8')));

  expect(asking.toSorted()).toEqual([...mayAsk.keys()].toSorted());
});

it('lets only the fetching room speak to the outside', () => {
  const speaking = files.filter(
    (file) =>
      !maySpeak.test(file) &&
      speaks.test(readFileSync(`src/${file}`, 'utf8')) &&
      !/^worker\/(connectors|obtaining)\//.test(file),
  );

  expect(speaking).toEqual([]);
});

/** Who may name audit entries, and what for. Nobody asks them what is so: that is a fact of its noun. */
const namesAudit: Record<string, string> = {
  'shared/database/record-audit.ts': 'adds them',
  'shared/database/erase-audit.ts': 'erases of a payload',
  'shared/database/payload-hash.ts': 'tells whether a payload is as written',
  'shared/publications/erase-text.ts': 'finds those of which to erase',
  'shared/publications/show-record.ts': 'shows them',
  'shared/people/list-audit.ts': 'shows them',
  'shared/database/who-changed.ts': 'names who was first, to who changes the same second',
  'shared/digests/weeks.ts': 'asks when the first was written, as one trace of first use',
  'commands/doctor/database-checks.ts': 'asks when the last was written, to judge the clock',
};
const namingAudit = /\bAuditEntry\b(?!')|\baudit_entry\b/;
const writingAudit =
  /\b(create|insert|insertMany|upsert|upsertMany|assign|remove|nativeUpdate|nativeDelete)\(\s*AuditEntry\b|(insert into|update|delete from)\s+\W?audit_entry/;
const sourcesWith = (pattern: RegExp) =>
  files.filter(
    (file) =>
      !/^shared\/(entities|database\/migrations)\//.test(file) &&
      pattern.test(readFileSync(`src/${file}`, 'utf8')),
  );

it('writes audit entries in one place, and never reads them as data', () => {
  expect(sourcesWith(writingAudit)).toEqual(['shared/database/record-audit.ts']);
  expect(sourcesWith(namingAudit).sort()).toEqual(Object.keys(namesAudit).sort());
});

describe('the rule itself', () => {
  it.each([
    'em.create(AuditEntry, {',
    'em.nativeDelete(AuditEntry, {})',
    'await em.upsert(\n  AuditEntry,',
    'insert into audit_entry (at)',
    'update `audit_entry` set',
  ])('sees that “%s” writes to the audit', (source) => {
    expect(source).toMatch(writingAudit);
  });

  it.each([
    ['shared/entities/scan.ts', "import { x } from '#worker/claiming/rhythm.ts';"],
    ['shared/text/words.ts', "import { x } from '../entities/index.ts';"],
    ['shared/plans/list/show-plan.ts', "import { x } from '#server/serve.ts';"],
    ['shared/services.ts', "import { x } from './plans/list/show-plan.ts';"],
    ['server/request/env.ts', "import { x } from '../web/error-pages.tsx';"],
    ['server/web/plans/routes.tsx', "import { x } from '../../create-app.tsx';"],
    ['worker/reading/reading.ts', "import { x } from '../connectors/connector.ts';"],
    ['worker/connectors/feed.ts', "import { x } from '../record/identify.ts';"],
    ['worker/obtaining/retrieve-page.ts', "import { x } from '../connectors/feed.ts';"],
    ['worker/suggest/suggest-concepts.ts', "import { x } from '../record/identify.ts';"],
    ['worker/record/identify.ts', "import { x } from '../retrieve/retrieve-due.ts';"],
    ['worker/scan/scan-source.ts', "import { x } from '../requests/run-requests.ts';"],
    ['worker/letters/invitation.ts', "import { x } from '../sending/open-sender.ts';"],
  ])('refuses that %s says %s', (file, source) => {
    expect(fromBelow(file, source)).toHaveLength(1);
  });

  it.each([
    ['server/serve.ts', "import { x } from '#worker/open-worker.ts';"],
    ['worker/open-worker.ts', "const x = await import('#server/serve.ts');"],
    ['worker/open-worker.ts', "import { x } from '#server/request/env.ts';"],
    ['server/api/problem.ts', "import { x } from '../web/error-pages.tsx';"],
    ['server/web/information/routes.tsx', "const x = await import('../../api/create-api.ts');"],
    ['shared/plans/list/show-plan.ts', "import { x } from '../../people/users.ts';"],
    ['worker/scan/scan-source.ts', "import { x } from '../retrieve/retrieve-due.ts';"],
    ['worker/index/follow-outbox.ts', "const x = await import('../digests/digest-tick.ts');"],
  ])('refuses that %s says %s', (file, source) => {
    expect(fromSiblings(file, source)).toHaveLength(1);
  });

  it('allows what comes from above', () => {
    expect(fromBelow('worker/open-worker.ts', "import { x } from '#shared/services.ts';")).toEqual(
      [],
    );
  });
});

describe('size', () => {
  const sources = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('migrations/'))
      .map((file) => posix.join(folder, file));

  it('keeps each file of the program within 300 lines', () => {
    const long = sources('src').filter(
      (file) => readFileSync(file, 'utf8').split('\n').length - 1 > 300,
    );

    expect(long).toEqual([]);
  });

  it('keeps each folder within 30 files: one that is crowded opens a room', () => {
    const all = [...sources('src'), ...sources('test')];
    const crowded = Map.groupBy(all, (file) => posix.dirname(file));

    expect([...crowded].filter(([, inIt]) => inIt.length > 30).map(([folder]) => folder)).toEqual(
      [],
    );
  });
});
