import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceFailure } from '#shared/errors.ts';
import { openReaders } from '#worker/reading/apart/open-readers.ts';
import type { DocumentReading } from '#worker/reading/reading.ts';
import { type Figure, rounded } from './figures.ts';

const corpora = '../shared/corpora';

/** Seconds after which a file counts as one that hangs. */
const deadlineSeconds = 30;

interface Case {
  id: string;
  file: string;
  /** Page on which the text is expected; the whole file when left out. */
  page?: number;
  expectText?: { mode: 'includes' | 'equals'; text: string }[];
  /** What poppler makes of it: an independent reading. */
  poppler: { rc: number; words: number; textHead: string };
}

interface Outcome {
  text: string;
  textOf(page: number): string;
  /** Why there is no text, or not all, as a sentence. */
  problem: string | null;
  hangs: boolean;
  milliseconds: number;
}

/** White space is layout; a word parted at the end of a line is one word. */
const plain = (text: string) =>
  text.normalize('NFKC').replace(/-\n/g, '').replace(/\s+/g, ' ').trim();

const words = (text: string) =>
  text
    .replaceAll('\u00ad', '')
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Share of poppler's first words that ours has too. */
function shareOfWords(theirs: string, ours: string): number {
  const wanted = words(theirs);
  const have = new Set(words(ours));
  return wanted.filter((word) => have.has(word)).length / Math.max(1, wanted.length);
}

const textOf = (reading: DocumentReading, page?: number) =>
  reading.pages
    .filter(({ number }) => page === undefined || number === page)
    .map(({ text }) => text)
    .join('\n');

/** Damaged, encrypted, scanned and plain PDFs, read as the product reads them. */
export async function pdfs(): Promise<Figure[]> {
  const suites = existsSync(corpora)
    ? readdirSync(corpora).filter((folder) => folder.startsWith('pdf-'))
    : [];
  if (suites.length === 0) {
    console.error('The corpora are not there (../shared/corpora): nothing was measured.');
    return [];
  }
  const readers = await openReaders({ deadlineSeconds });

  async function read(file: string): Promise<Outcome> {
    const startedAt = performance.now();
    const bytes = new Uint8Array(readFileSync(file));
    try {
      const reading = await readers.readDocument(bytes, { url: 'https://bench.example/file.pdf' });
      return {
        text: textOf(reading),
        textOf: (page) => textOf(reading, page),
        problem: reading.textProblem,
        hangs: false,
        milliseconds: performance.now() - startedAt,
      };
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      return {
        text: '',
        textOf: () => '',
        problem: error.message,
        hangs: error.reason === 'too-slow',
        milliseconds: performance.now() - startedAt,
      };
    }
  }

  const told = { files: 0, hung: 0, slowest: 0 };
  const readable = { files: 0, read: 0 };
  const unread = { files: 0, explained: 0 };
  const expected = { texts: 0, found: 0 };
  const say = (id: string, what: string) => {
    if (process.env.BENCH_VERBOSE) console.error(id, what);
  };
  for (const suite of suites) {
    const { cases } = JSON.parse(readFileSync(`${corpora}/${suite}/manifest.json`, 'utf8')) as {
      cases: Case[];
    };
    for (const { id, file, page, expectText = [], poppler } of cases) {
      const outcome = await read(`${corpora}/${suite}/${file}`);
      told.files += 1;
      told.slowest = Math.max(told.slowest, outcome.milliseconds);
      if (outcome.hangs) told.hung += 1;
      if (poppler.rc === 0 && poppler.words > 0) {
        readable.files += 1;
        const share = shareOfWords(poppler.textHead, outcome.text);
        if (share >= 0.9) readable.read += 1;
        else say(id, `has ${Math.round(share * 100)} % of poppler's words. ${outcome.problem}`);
      }
      if (!outcome.text.trim()) {
        unread.files += 1;
        if (outcome.problem) unread.explained += 1;
        say(id, `no text: ${outcome.problem}`);
      }
      for (const { mode, text } of expectText) {
        const ours = plain(page ? outcome.textOf(page) : outcome.text);
        const isFound = mode === 'equals' ? ours === plain(text) : ours.includes(plain(text));
        expected.texts += 1;
        if (isFound) expected.found += 1;
        else say(id, `expected: ${plain(text).slice(0, 200)} | ours: ${ours.slice(0, 200)}`);
      }
    }
  }
  await readers.close();
  return [
    { name: 'files', value: told.files, unit: 'files' },
    {
      name: 'readable.read',
      value: rounded(readable.read / readable.files),
      unit: 'share',
      reference: 'files in which poppler finds words; read: 90 % of its first words are there',
    },
    {
      name: 'unread.explained',
      value: rounded(unread.explained / Math.max(1, unread.files)),
      unit: `share of ${unread.files} without text`,
      aim: '1',
    },
    {
      name: 'expected.found',
      value: rounded(expected.found / expected.texts),
      unit: `share of ${expected.texts} texts`,
    },
    { name: 'hung', value: told.hung, unit: 'files', aim: '0' },
    { name: 'slowest', value: Math.round(told.slowest), unit: 'ms' },
  ];
}
