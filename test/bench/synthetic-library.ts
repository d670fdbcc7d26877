import type { PublicationDocument } from '#shared/search/publication-document.ts';
import { splitPassages } from '#worker/contents/split-passages.ts';

/** A generator of numbers in [0, 1) that is the same at each run (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables =
  'ba be bi bo bu da de di do du fa fe fi fo ga ge gi go ha he hi ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  );
/** Words of the field, the commonest first: the first stands in two publications of three, the last in one of twenty. */
const field =
  'children exploitation review school police safeguarding partnership health learning training home support practice missing panel parents county lines disruption online interview grooming placement return transition referral boys hotel audit taxi licensing curiosity'.split(
    ' ',
  );
const shareOf = (at: number) => 0.66 * (0.05 / 0.66) ** (at / (field.length - 1));

/** Words by a rough Zipf law: a few stand everywhere, most seldom. */
function vocabularyOf(size: number, chance: () => number): string[] {
  const words = new Set<string>();
  while (words.size < size) {
    const length = 2 + Math.floor(chance() * 3);
    words.add(
      Array.from({ length }, () => syllables[Math.floor(chance() * syllables.length)]).join(''),
    );
  }
  return [...words];
}

const background = () => vocabularyOf(20_000, chances(7));
const oneOf = <T>(values: readonly T[], chance: () => number): T =>
  values[Math.floor(chance() * values.length)] as T;

/** Pages of a publication: most are one web page, a quarter a briefing, one of twenty a long review. */
function pageCount(chance: () => number): number {
  const kind = chance();
  if (kind < 0.7) return 1;
  return kind < 0.95 ? 4 + Math.floor(chance() * 12) : 40 + Math.floor(chance() * 62);
}

/** Texts of one publication, each of which speaks of some of the field's words and of much else. */
function textsOf(chance: () => number, words: string[]) {
  const spokenOf = field.filter((_, at) => chance() < shareOf(at));
  const word = () =>
    spokenOf.length > 0 && chance() < 0.12
      ? oneOf(spokenOf, chance)
      : (words[Math.floor(words.length * chance() ** 4)] ?? '');
  const text = (length: number) => Array.from({ length }, word).join(' ');
  const sentences = (count: number) =>
    Array.from({ length: count }, () => `${text(8 + Math.floor(chance() * 12))}.`).join(' ');
  return { text, sentences };
}

/** Publications as the product makes them: pages in passages by its own rule. */
export function* syntheticLibrary(size: number, seed = 7): Generator<PublicationDocument> {
  const chance = chances(seed);
  const words = background();
  for (let id = 1; id <= size; id += 1) {
    const { text, sentences } = textsOf(chance, words);
    const day = String(1 + Math.floor(chance() * 28)).padStart(2, '0');
    const month = String(1 + Math.floor(chance() * 12)).padStart(2, '0');
    const count = pageCount(chance);
    const pages = Array.from({ length: count }, (_, page) => ({
      number: count === 1 ? null : page + 1,
      text: Array.from({ length: 3 }, () => sentences(4)).join('\n\n'),
      headings: [],
    }));
    yield {
      id,
      number: 1,
      title: text(8),
      headings: Array.from({ length: Math.min(count, 12) }, () => text(4)),
      summary: sentences(2),
      publisher: `Publisher ${Math.floor(200 * chance() ** 2)}`,
      publishedOn: `${2010 + Math.floor(chance() * 16)}-${month}-${day}`,
      firstSeenAt: 1_700_000_000_000 + id,
      type: oneOf(['doc-lcspr', 'doc-guidance', 'doc-research', 'doc-news'], chance),
      region: oneOf(['region-england', 'region-wales', 'region-london'], chance),
      status: oneOf(['new', 'kept', 'set-aside'], chance),
      concepts: chance() < 0.5 ? ['county-lines', 'licensing'] : ['missing'],
      suggested: ['rhi'],
      tags: chance() < 0.1 ? ['next meeting'] : [],
      linkCount: chance() < 0.1 ? 1 : 0,
      passages: splitPassages(pages).map((passage) => ({ documentId: id, ...passage })),
    };
  }
}

/**
 * Questions of one to four words, endlessly: common and rare ones of the field, and words that stand
 * in few publications. How much of a library they match is for whoever asks them to count.
 */
export function* questions(seed = 11): Generator<string> {
  const chance = chances(seed);
  const words = background();
  const rare = () => words[2000 + Math.floor((words.length - 2000) * chance() ** 2)] ?? '';
  const asked = new Set<string>();
  for (;;) {
    const length = 1 + Math.floor(chance() * 4);
    const isOfTheField = chance() < 0.5;
    const question = Array.from({ length }, () =>
      isOfTheField || chance() < 0.4 ? oneOf(field, chance) : rare(),
    ).join(' ');
    if (asked.has(question)) continue;
    asked.add(question);
    yield question;
  }
}
