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

/** Only the worker and its tools speak to addresses that come from outside; embedder and proxy are of the settings. */
const speaks = /from '(undici|node:https?|node:net)'|\bfetch\(/;
const maySpeak =
  /^worker\/fetch\/|^demo\/|^shared\/(network|search\/embedding\/open-embedder)\.ts$/;

/** Time and chance are passed in: who may ask the machine for them, and why. */
const asks = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\b/;
const mayAsk = new Map([
  ['shared/clock.ts', 'it is the clock, and the chance, that are passed in'],
  [
    'shared/search/current-index.ts',
    'says when the answering index was named, for people who look',
  ],
  [
    'shared/search/index-home.ts',
    'claims before there are services, against what other processes wrote',
  ],
  ['worker/fetch/open-fetch.ts', 'counts how long an answer stays fresh from when it arrived'],
  ['worker/fetch/failures.ts', 'counts seconds from now to a Retry-After by the machine’s clock'],
  [
    'worker/connectors/govuk/govuk-content.ts',
    'says when the Content API answered, as the fetcher does',
  ],
]);

describe.each(files)('%s', (file) => {
  const source = readFileSync(`src/${file}`, 'utf8');

  it('imports only from above, and leaves its siblings alone', () => {
    expect([...fromBelow(file, source), ...fromSiblings(file, source)]).toEqual([]);
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
      !/^(worker\/(connectors|retrieve))\//.test(file),
  );

  expect(speaking).toEqual([]);
});

describe('the rule itself', () => {
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
