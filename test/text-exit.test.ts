import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textColumns } from './support/text-columns.ts';

/** Tables with text of publications, and the columns that hold it. */
const columnsOf = Map.groupBy(
  Object.entries(textColumns).flatMap(([column, { holds }]) => {
    const [entity = '', property = ''] = column.split('.');
    return holds.text ? [{ entity, property }] : [];
  }),
  ({ entity }) => entity,
);

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What of the text a file may touch: it names the entity or its table, and the column. */
function touched(source: string): string[] {
  const imported = [...source.matchAll(/import (?:type )?\{([^}]*)\} from '[^']*entities\/[^']*'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.replace(/\btype\b/, '').trim());
  return [...columnsOf].flatMap(([entity, columns]) => {
    const inSql = new RegExp(`\\b(from|join|update|into) ${snake(entity).slice(1)}\\b`, 'i');
    if (!imported.includes(entity) && !inSql.test(source)) return [];
    return columns
      .filter(({ property }) =>
        new RegExp(`(?<!\\w)(${property}|${snake(property)})\\b(?!\\()`).test(
          source.replace(/\/\*[\s\S]*?\*\/|\/\/.*|import [^;]*;/g, ''),
        ),
      )
      .map(({ property }) => `${entity}.${property}`);
  });
}

/** The exit itself, and those that hand it on with what they show. */
const exits =
  /entities\/(text-exit|shown-link|reliance|shown-audit)\.ts|database\/without-taken-down\.ts|load-found\.ts/;

/** Files that touch text without showing it, with why nothing leaves there. */
const inside: [RegExp, string][] = [
  [/^shared\/database\/record-audit\.ts$/, 'writes what changed'],
  [
    /^worker\/(contents|record|requests|retrieve|scan|suggest)\//,
    'read, compare and keep what came in',
  ],
  [/^shared\/search\//, 'are the index: what it finds is text until it went through the exit'],
  [/^shared\/library\/build-index-document\.ts$/, 'fills the index'],
  [
    /^shared\/judging\/sift\/read-texts\.ts$/,
    'counts words for the order; the list takes those it shows through the exit',
  ],
  [/^shared\/database\/without-taken-down\.ts$/, 'is the exit for tests of sources'],
  [/^shared\/database\/(migrations|repairs)\//, 'put right what an earlier version recorded'],
  [/^shared\/digests\/freeze-digest\.ts$/, 'freezes lines that went through the exit'],
  [/^shared\/digests\/weeks\.ts$/, 'asks for the day of the first audit entry'],
  [
    /^shared\/database\/(seen|who-changed)\.ts$/,
    'ask what differs from what was seen, and who did it',
  ],
  [
    /^shared\/sift\/(snapshot|undo-steps|decide-in-sift)\.ts$/,
    'keep what an undone step puts back, and put it back',
  ],
  [/^shared\/database\/(erase-audit|payload-hash)\.ts$/, 'erase or hash what audit entries say'],
  [
    /^commands\/doctor\//,
    'says whether a text can be read and a title found, and shows neither text',
  ],
  [
    /^shared\/plans\/(links\/link-to-entry|evidence\/(place-of-quotation|revise-link|settle-fate|text-of-passages))\.ts$/,
    'look for a quotation in the text, and keep it',
  ],
  [/^worker\/evidence\//, 'looks for quotations in the text, and notes where they stand'],
  [/^shared\/publications\/(correct-facts|request-upload)\.ts$/, 'write what a person gave'],
  [/^shared\/publications\/editions\/relies-on\.ts$/, 'says whether there is a quotation'],
  [/^shared\/sources\/(latest-test|request-preview|request-work)\.ts$/, 'write, or find an id'],
  [/^server\/web\/sources\/source-routes\.tsx$/, 'counts what waits'],
  [/^server\/web\/searches\/feed-routes\.ts$/, 'asks when versions were read; shows hits'],
  [
    /^shared\/sources\/missed\/what-scan-had\.ts$/,
    'asks at which address something waits to be read',
  ],
  [/^commands\/scan-command\.ts$/, 'names by title what could not be read'],
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);
const isInside = (file: string) => inside.some(([pattern]) => pattern.test(file));

/** A hit is text too: of titles and passages. */
const asksTheIndex = /\bsearch\.(search|similar)\(/;

it('takes hits of the index through the exit, wherever it is asked', () => {
  const besides = files.filter((file) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    return asksTheIndex.test(source) && !isInside(file) && !exits.test(source);
  });

  expect(besides).toEqual([]);
});

it('lists no file inside that touches no text', () => {
  const needless = inside.filter(
    ([pattern]) =>
      !files.some(
        (file) => pattern.test(file) && touched(readFileSync(`src/${file}`, 'utf8')).length > 0,
      ),
  );

  expect(needless.map(([pattern]) => String(pattern))).toEqual([]);
});

describe('the rule itself', () => {
  it.each([
    [
      "import { Link } from '#shared/entities/index.ts'; const a = (link: Link) => link.quote;",
      ['Link.quote'],
    ],
    ["em.execute('select p.summary from publication p')", ['Publication.summary']],
    [
      "import { DigestLine } from '#shared/entities/index.ts'; const { summary } = row;",
      ['DigestLine.summary'],
    ],
    ["import { Link } from '#shared/entities/index.ts'; const a = link.page;", []],
  ])('sees what %s touches', (source, columns) => {
    expect(touched(source)).toEqual(columns);
  });
});

it('takes text of publications through the exit, in every file that touches it', () => {
  const besides = files.flatMap((file) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    const columns = touched(source);
    return columns.length === 0 || isInside(file) || exits.test(source)
      ? []
      : [`${file}: ${columns.join(', ')}`];
  });

  expect(besides).toEqual([]);
});
