import type { PublicationDocument } from '#shared/search/search-index.ts';

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
const field =
  'exploitation children county lines return home interview hotel taxi licensing training panel school police health missing review learning partnership safeguarding disruption online grooming boys transition parents support placement referral curiosity audit'.split(
    ' ',
  );

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

/** Publications of ten passages each, some of them about the field. */
export function* syntheticLibrary(size: number, seed = 7): Generator<PublicationDocument> {
  const chance = chances(seed);
  const words = vocabularyOf(20_000, chance);
  const word = () =>
    chance() < 0.12
      ? (field[Math.floor(chance() * field.length)] ?? '')
      : (words[Math.floor(words.length * chance() ** 4)] ?? '');
  const text = (length: number) => Array.from({ length }, word).join(' ');
  for (let id = 1; id <= size; id += 1) {
    const day = String(1 + Math.floor(chance() * 28)).padStart(2, '0');
    const month = String(1 + Math.floor(chance() * 12)).padStart(2, '0');
    yield {
      id,
      number: 1,
      title: text(8),
      headings: [text(4), text(4)],
      summary: text(25),
      publisher: `Publisher ${Math.floor(chance() * 200)}`,
      publishedOn: `${2010 + Math.floor(chance() * 16)}-${month}-${day}`,
      firstSeenAt: 1_700_000_000_000 + id,
      type:
        ['doc-lcspr', 'doc-guidance', 'doc-research', 'doc-news'][Math.floor(chance() * 4)] ?? null,
      region: ['region-england', 'region-wales', 'region-london'][Math.floor(chance() * 3)] ?? null,
      status: ['new', 'kept', 'set-aside'][Math.floor(chance() * 3)] ?? 'new',
      concepts: chance() < 0.5 ? ['county-lines', 'licensing'] : ['missing'],
      suggested: ['rhi'],
      tags: chance() < 0.1 ? ['next meeting'] : [],
      linkCount: chance() < 0.1 ? 1 : 0,
      passages: Array.from({ length: 10 }, (_, page) => ({
        documentId: id,
        page: page + 1,
        text: text(110),
      })),
    };
  }
}

/** Questions of one to four words, some of them in the field's own. */
export function questions(count: number, seed = 11): string[] {
  const chance = chances(seed);
  const words = vocabularyOf(2000, chances(7));
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(chance() * 4) }, () =>
      chance() < 0.7
        ? (field[Math.floor(chance() * field.length)] ?? '')
        : (words[Math.floor(words.length * chance() ** 3)] ?? ''),
    ).join(' '),
  );
}
