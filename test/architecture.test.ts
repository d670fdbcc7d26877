import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A file may import from its own rung and from any rung above it in this list. */
const rungs = [
  /^shared\/(config|errors|london|clock|log|notices)\.ts$|^shared\/(text|data)\//,
  /^shared\/entities\//,
  /^shared\/(database|search|mail)\//,
  /^shared\/services\.ts$/,
  /^shared\/library\//,
  /^shared\/judging\//,
  /^shared\//,
  /^server\/request\//,
  /^server\/(api|web)\//,
  /^(server|worker)\//,
  /^(main|skylark)\.ts$|^(commands|demo)\//,
];
const rungOf = (file: string) => rungs.findIndex((rung) => rung.test(file));

/** Siblings that must not know each other: pages and the API, and the slices of shared/. */
const homeOf = (file: string) =>
  /^(server\/(?:api|web)|shared\/(?:library|judging|publications|sources|plans|digests|reports|people|searches|vocabulary))\//.exec(
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

/** Only the worker and its tools speak to addresses that come from outside; an embedder is of the settings. */
const speaks = /from '(undici|node:https?|node:net)'|\bfetch\(/;
const maySpeak = /^worker\/fetch\/|^demo\/|^shared\/search\/embedding\/open-embedder\.ts$/;

describe.each(files)('%s', (file) => {
  const source = readFileSync(`src/${file}`, 'utf8');

  it('imports only from above, and leaves its siblings alone', () => {
    expect([...fromBelow(file, source), ...fromSiblings(file, source)]).toEqual([]);
  });
});

it('knows the rung of every file', () => {
  expect(files.filter((file) => rungOf(file) < 0)).toEqual([]);
});

it('lets only the fetching room speak to the outside', () => {
  const speaking = files.filter(
    (file) =>
      !maySpeak.test(file) &&
      speaks.test(readFileSync(`src/${file}`, 'utf8')) &&
      !/^(worker\/(connectors|retrieve))\//.test(file),
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
    ['shared/entities/scan.ts', "import { x } from '#worker/scan/rhythm.ts';"],
    ['shared/text/words.ts', "import { x } from '../entities/index.ts';"],
    ['shared/plans/show-plan.ts', "import { x } from '#server/serve.ts';"],
    ['shared/services.ts', "import { x } from './plans/show-plan.ts';"],
    ['server/request/env.ts', "import { x } from '../web/error-pages.tsx';"],
    ['server/web/plans/routes.tsx', "import { x } from '../../create-app.tsx';"],
  ])('refuses that %s says %s', (file, source) => {
    expect(fromBelow(file, source)).toHaveLength(1);
  });

  it.each([
    ['server/serve.ts', "import { x } from '#worker/open-worker.ts';"],
    ['worker/open-worker.ts', "const x = await import('#server/serve.ts');"],
    ['worker/open-worker.ts', "import { x } from '#server/request/env.ts';"],
    ['server/api/problem.ts', "import { x } from '../web/error-pages.tsx';"],
    ['server/web/information/routes.tsx', "const x = await import('../../api/create-api.ts');"],
    ['shared/plans/show-plan.ts', "import { x } from '../people/users.ts';"],
  ])('refuses that %s says %s', (file, source) => {
    expect(fromSiblings(file, source)).toHaveLength(1);
  });

  it('allows what comes from above', () => {
    expect(fromBelow('worker/open-worker.ts', "import { x } from '#shared/services.ts';")).toEqual(
      [],
    );
  });
});
