import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOfTexts, meaningTexts } from '#shared/search/embedding/meaning-texts.ts';
import { searchWithMeaning } from '#shared/search/embedding/search-with-meaning.ts';
import { enough } from '#shared/search/ranking.ts';
import type {
  Meaning,
  MeaningIndex,
  SearchIndex,
  SearchQuery,
} from '#shared/search/search-index.ts';
import { aPublicationDocument } from '../support/builders/publication-document.ts';
import { vectorOf } from '../support/loopback/loopback-embedder.ts';

type Given = Parameters<typeof aPublicationDocument>[0];

/** What every engine must do with vectors, when it is opened with a model. Each engine's own test file runs it. */
export function meaningIndexContract(open: () => Promise<SearchIndex>) {
  let index: SearchIndex;
  let meanings: MeaningIndex;
  beforeEach(async () => {
    index = await open();
    if (!index.meanings) throw new Error('it was opened without a model');
    meanings = index.meanings;
  });
  afterEach(() => index.close());

  const put = (...documents: Given[]) => index.put(documents.map(aPublicationDocument));
  const meaningOf = (document: Given, length?: number): Meaning => {
    const made = aPublicationDocument(document);
    const texts = meaningTexts(made);
    return {
      id: made.id,
      number: made.number,
      hash: hashOfTexts(texts),
      vectors: texts.map(({ passage, text }) => ({ passage, vector: vectorOf(text, length) })),
    };
  };
  const learn = (document: Given, length?: number) => meanings.put([meaningOf(document, length)]);
  const putAndLearn = async (...documents: Given[]) => {
    await put(...documents);
    await meanings.put(documents.map((document) => meaningOf(document)));
  };
  const ask = (query: Omit<SearchQuery, 'alike'> & { words: string }) =>
    searchWithMeaning(
      index,
      { alike: true, ...query },
      {
        vectorOf: async (text) => vectorOf(text),
        floor: 0.4,
        isFused: false,
        onFailure: (error) => {
          throw error;
        },
      },
    );
  const alike = async (words: string, given: Partial<SearchQuery> = {}) =>
    (await ask({ words, ...given })).alike?.map(({ id }) => id);
  const missing = async () => (await meanings.missing(10)).map(({ id }) => id);

  const cab: Given = { id: 1, title: 'Minicab firms', text: 'A minicab at the guesthouse.' };
  const taxi: Given = { id: 2, title: 'Taxi licensing', text: 'A taxi at the hotel.' };
  const school: Given = { id: 3, title: 'School meals', text: 'Lunches for all.' };

  describe('close in meaning', () => {
    it('finds what has none of the words, beside what has them', async () => {
      await putAndLearn(cab, taxi, school);

      const answer = await ask({ words: 'taxi hotel' });

      expect(answer.hits.map(({ id }) => id)).toEqual([2]);
      expect(answer.total).toBe(1);
      expect(answer.alike).toEqual([
        {
          id: 1,
          titleHtml: 'Minicab firms',
          hasAllWords: false,
          passages: [{ documentId: 1, page: null, html: 'A minicab at the guesthouse.' }],
        },
      ]);
    });

    it('explains it with the closest passage and its page, escaped, with the words that are there', async () => {
      const long: Given = {
        id: 5,
        title: 'A long review',
        passages: [
          { documentId: 8, page: 1, text: 'Contents and thanks.' },
          { documentId: 8, page: 9, text: 'Cab & hotel' },
          { documentId: 8, page: 10, text: 'Annex of tables.' },
        ],
      };
      await putAndLearn(
        long,
        ...Array.from({ length: enough }, (_, at) => ({ ...taxi, id: 20 + at })),
      );

      const [hit] = (await ask({ words: 'taxi hotel' })).alike ?? [];

      expect(hit).toEqual({
        id: 5,
        titleHtml: 'A long review',
        hasAllWords: false,
        passages: [{ documentId: 8, page: 9, html: 'Cab &amp; <mark>hotel</mark>' }],
      });
    });

    it('gives no passage where the title is closest', async () => {
      await putAndLearn({ id: 4, title: 'Cab', text: 'Something else entirely.' });

      expect((await ask({ words: 'taxi' })).alike).toMatchObject([{ id: 4, passages: [] }]);
    });

    it('puts the closest first, each publication once, five at most', async () => {
      const others = Array.from({ length: 8 }, (_, at) => ({
        id: 10 + at,
        title: 'Cab',
        text: `Cab ${'rank '.repeat(at > 0 ? 1 : 0)}`,
      }));
      await putAndLearn(...others, { id: 1, title: 'Minicab guesthouse' });

      const found = await alike('taxi hotel');

      expect(found).toHaveLength(5);
      expect(found?.[0]).toBe(1);
      expect(new Set(found).size).toBe(5);
    });

    it('leaves out what has all the words, also where it is on another page', async () => {
      const rest = Array.from({ length: 12 }, (_, at) => ({ ...taxi, id: 100 + at }));
      await putAndLearn(cab, ...rest);

      const answer = await ask({ words: 'taxi hotel', size: 2 });

      expect(answer).toMatchObject({ total: 12, query: { allWords: 12 } });
      expect(answer.alike?.map(({ id }) => id)).toEqual([1]);
    });

    it('leaves out what is too far', async () => {
      await putAndLearn(school);

      expect(await alike('taxi hotel')).toEqual([]);
    });

    it.each([
      ['taxi hotel -guesthouse', {}],
      ['taxi hotel -type:guidance', {}],
      ['taxi hotel publisher:Ofsted', {}],
      ['taxi hotel after:2026-10', {}],
      ['taxi hotel', { filters: { type: ['doc-news'] } }],
    ] satisfies [string, Partial<SearchQuery>][])(
      'leaves out what %j excludes, %j',
      async (words, given) => {
        const other: Given = { ...school, type: 'doc-news', publisher: 'Ofsted' };
        await putAndLearn(cab, taxi, other);

        expect(await alike('taxi hotel')).toEqual([1]);
        expect(await alike(words, given)).toEqual([]);
      },
    );

    it('finds what is behind a filter, however much is nearer outside it', async () => {
      const nearer = Array.from({ length: 210 }, (_, at) => ({
        id: 1000 + at,
        title: 'Cab guesthouse',
        text: '?',
        type: 'doc-news',
      }));
      await putAndLearn({ ...cab, type: 'doc-toolkit' }, ...nearer);

      expect(await alike('taxi hotel', { filters: { type: ['doc-toolkit'] } })).toEqual([1]);
    }, 60_000);

    it.each([
      ['no words', { words: '' }],
      ['filters alone', { words: 'type:guidance' }],
      ['exclusions alone', { words: '-taxi' }],
      ['the second page', { words: 'taxi', page: 2 }],
      ['the newest first', { words: 'taxi', sort: 'newest' }],
      ['it left out', { words: 'taxi', alike: false }],
    ] satisfies [string, SearchQuery][])('is not looked for with %s', async (_, query) => {
      await putAndLearn(cab);

      expect(await ask(query)).not.toHaveProperty('alike');
    });

    it('takes what was misspelt as it was corrected', async () => {
      await putAndLearn({ ...taxi, text: 'Hotel hotel' }, { id: 1, title: 'Guesthouse' });

      const answer = await ask({ words: 'hottel' });

      expect(answer.query.corrected).toBe('hotel');
      expect(answer.alike?.map(({ id }) => id)).toEqual([1]);
    });

    it('is not known, and says so, while there is no vector of the words', async () => {
      await putAndLearn(cab, taxi);

      const answer = await searchWithMeaning(
        index,
        { words: 'taxi', alike: true },
        { vectorOf: async () => null, floor: 0.4, isFused: false, onFailure: () => undefined },
      );

      expect(answer).toMatchObject({ total: 1, hits: [{ id: 2 }], alike: null });
    });
  });

  describe('fused with words', () => {
    const fused = (words: string, given: Partial<SearchQuery> = {}) =>
      searchWithMeaning(
        index,
        { alike: true, words, ...given },
        {
          vectorOf: async (text) => vectorOf(text),
          floor: 0.4,
          isFused: true,
          onFailure: (error) => {
            throw error;
          },
        },
      );
    const ids = ({ hits }: { hits: { id: number }[] }) => hits.map(({ id }) => id);
    /** Read as a whole, as our own model does. */
    const learnWhole = async (...documents: Given[]) => {
      await put(...documents);
      await meanings.put(
        documents.map((document) => {
          const { title, text = '' } = { title: '', ...document };
          const vector = vectorOf(`${title} ${text}`);
          return { ...meaningOf(document), vectors: [{ passage: null, vector }] };
        }),
      );
    };
    const both: Given = { id: 1, title: 'Night', text: 'Taxi and hotel and school.' };
    const word: Given = { id: 2, title: 'Meals', text: 'Hotel food, hotel rooms, hotel beds.' };
    const said: Given = { id: 3, title: 'Rides', text: 'Guesthouse hotel cab chauffeurs.' };
    const far: Given = { id: 4, title: 'Cab drivers', text: 'Minicab chauffeurs.' };

    it('leaves those with all the words first, and has a say among those with some', async () => {
      await learnWhole(both, word, said, far, school);
      const words = 'taxi hotel school';

      const byWords = await index.search({ words });
      const answer = await fused(words);

      expect(byWords.query.allWords).toBe(1);
      expect(ids(byWords)[0]).toBe(1);
      expect(ids(answer)[0]).toBe(1);
      expect([...ids(answer)].sort()).toEqual([...ids(byWords)].sort());
      expect(answer.total).toBe(byWords.total);
      expect(answer.query).toMatchObject({ allWords: 1, isFused: true });
      expect(byWords.query).not.toHaveProperty('isFused');
    });

    it('brings forward what says it in other words besides', async () => {
      const others = Array.from({ length: 6 }, (_, at) => ({ ...word, id: 20 + at }));
      await learnWhole(...others, said);

      const byWords = ids(await index.search({ words: 'taxi hotel driver' }));
      const together = ids(await fused('taxi hotel driver'));

      expect(together.indexOf(3)).toBeLessThan(byWords.indexOf(3));
      expect([...together].sort()).toEqual([...byWords].sort());
    });

    it('goes through the whole list page by page, each once', async () => {
      const others = Array.from({ length: 9 }, (_, at) => ({ ...word, id: 20 + at }));
      await learnWhole(both, said, ...others);
      const pages = [];
      for (const page of [1, 2, 3, 4])
        pages.push(ids(await fused('taxi hotel school', { page, size: 3 })));

      expect(pages.map(({ length }) => length)).toEqual([3, 3, 3, 2]);
      expect(pages.flat()).toEqual(ids(await fused('taxi hotel school', { size: 11 })));
      expect(new Set(pages.flat()).size).toBe(11);
    });

    it('leaves what has not been read yet where its words put it', async () => {
      await put(word, { ...word, id: 5, text: 'Hotel food.' });

      const byWords = ids(await index.search({ words: 'taxi hotel' }));

      expect(ids(await fused('taxi hotel'))).toEqual(byWords);
    });

    it('changes nothing of an order that is asked for', async () => {
      await learnWhole(both, word, said);
      const newest = await index.search({ words: 'taxi hotel school', sort: 'newest' });

      expect(ids(await fused('taxi hotel school', { sort: 'newest' }))).toEqual(ids(newest));
    });

    it('shows the first passage of what was read as a whole, and says that it is a guess', async () => {
      await learnWhole(taxi, far);

      const answer = await fused('taxi hotel');

      expect(answer.alike).toMatchObject([
        { id: 4, isGuessed: true, passages: [{ html: 'Minicab chauffeurs.' }] },
      ]);

      await putAndLearn({ ...far, number: 2 });
      expect((await fused('taxi hotel')).alike?.[0]).not.toHaveProperty('isGuessed');
    });

    it('says that meaning is coming, and answers with the words', async () => {
      await learnWhole(taxi, far);

      const answer = await searchWithMeaning(
        index,
        { words: 'taxi hotel', alike: true },
        {
          vectorOf: async () => 'coming',
          floor: 0.4,
          isFused: true,
          onFailure: () => undefined,
        },
      );

      expect(answer).toMatchObject({ hits: [{ id: 2 }], alike: null, isMeaningComing: true });
    });

    it('takes what was misspelt as it was corrected', async () => {
      await learnWhole({ ...taxi, text: 'Hotel hotel' }, { id: 1, title: 'Guesthouse' });

      const answer = await fused('hottel');

      expect(answer.query).toMatchObject({ words: 'hottel', corrected: 'hotel' });
      expect(answer.alike?.map(({ id }) => id)).toEqual([1]);
    });
  });

  describe('nearest', () => {
    it('names publications by the cosine, whatever their words, each once', async () => {
      await putAndLearn(cab, taxi, school);

      const found = await meanings.nearest({ vector: vectorOf('A taxi at the hotel.'), limit: 2 });

      expect(found.map(({ id }) => id).sort()).toEqual([1, 2]);
      expect(found[0]?.nearness).toBeGreaterThan(0.9);
    });
  });

  describe('learning', () => {
    it('finds words before their meaning is known, and says what is missing, newest first', async () => {
      await put(cab, taxi, school);

      expect((await ask({ words: 'taxi' })).hits.map(({ id }) => id)).toEqual([2]);
      expect(await alike('taxi')).toEqual([]);
      expect(await missing()).toEqual([3, 2, 1]);
      expect(await meanings.missing(1)).toEqual([{ id: 3, number: 1 }]);
      expect(await meanings.countMissing()).toBe(3);
      expect(await index.status()).toMatchObject({ withoutMeaning: 3 });

      await learn(taxi);

      expect(await missing()).toEqual([3, 1]);
      expect(await index.status()).toMatchObject({ publications: 3, withoutMeaning: 2 });
    });

    it('keeps vectors while the texts stay the same', async () => {
      await putAndLearn(cab);
      await put({ ...cab, number: 2, tags: ['read'], status: 'set-aside' });

      expect(await missing()).toEqual([]);
      expect(await alike('taxi hotel')).toEqual([1]);
    });

    it('forgets them when the texts change', async () => {
      await putAndLearn(cab);
      await put({ ...cab, number: 2, text: 'Lunches for all.' });

      expect(await missing()).toEqual([1]);
      expect(await alike('taxi hotel')).toEqual([]);
    });

    it('refuses those of a state that has passed', async () => {
      await put(cab);
      await put({ ...cab, number: 2, text: 'Lunches for all.' });
      await learn(cab);

      expect(await missing()).toEqual([1]);
      expect(await alike('taxi hotel')).toEqual([]);
    });

    it('forgets those of a publication that is removed', async () => {
      await putAndLearn(cab, taxi);
      await index.remove([{ id: 1, number: 2 }]);
      await learn(cab);

      expect(await alike('taxi hotel')).toEqual([]);
      expect(await missing()).toEqual([]);
    });

    it('forgets all when cleared, and learns anew', async () => {
      await putAndLearn(cab);
      await index.clear();

      expect(await alike('taxi hotel')).toEqual([]);
      expect(await missing()).toEqual([]);

      await putAndLearn(cab);

      expect(await alike('taxi hotel')).toEqual([1]);
    });

    it('knows a publication that has nothing to read', async () => {
      await putAndLearn({ id: 6, title: '–', text: '' });

      expect(await missing()).toEqual([]);
    });

    it('refuses vectors of another length, and says what to do', async () => {
      await putAndLearn(cab);
      await put(taxi);

      await expect(learn(taxi, 64)).rejects.toMatchObject({
        name: 'EmbedderFailure',
        message: expect.stringContaining('index rebuild'),
      });
      expect(await missing()).toEqual([2]);
      expect(
        await meanings.near({
          query: { words: 'hotel' },
          vector: vectorOf('hotel', 64),
          without: [],
          floor: 0,
          limit: 5,
        }),
      ).toEqual([]);
    });
  });
}
