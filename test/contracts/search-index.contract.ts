import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublicationDocument } from '#shared/search/publication-document.ts';
import type { SearchIndex, SearchQuery } from '#shared/search/search-index.ts';
import { aPublicationDocument } from '../support/builders/publication-document.ts';

/** What every search engine must do. Each engine's own test file runs all of it. */
export function searchIndexContract(open: () => Promise<SearchIndex>) {
  let index: SearchIndex;
  beforeEach(async () => {
    index = await open();
  });
  afterEach(() => index.close());

  const put = (...documents: Parameters<typeof aPublicationDocument>[0][]) =>
    index.put(documents.map(aPublicationDocument));
  const ask = (query: string | SearchQuery) =>
    index.search(typeof query === 'string' ? { words: query } : query);
  const found = async (query: string | SearchQuery) => (await ask(query)).hits.map(({ id }) => id);

  describe('finding', () => {
    it('finds a publication as soon as put() resolves', async () => {
      await put({ id: 7, title: 'Modern slavery in car washes' });

      expect(await found('slavery')).toEqual([7]);
    });

    it('ranks a match in the title above one in the text', async () => {
      await put(
        { id: 1, title: 'Annual report', text: 'A chapter on county lines.' },
        { id: 2, title: 'County lines: new guidance' },
      );

      expect(await found('county lines')).toEqual([2, 1]);
    });

    it('puts the shorter of two titles with all the words first', async () => {
      await put(
        { id: 1, title: 'Taxi licensing and the safety of children in rural areas' },
        { id: 2, title: 'Taxi licensing' },
      );

      expect(await found('taxi licensing')).toEqual([2, 1]);
    });

    it('ranks title over headings over summary over text', async () => {
      const other = 'Something else altogether';
      await put(
        { id: 1, title: other, headings: [other], summary: other, text: 'Taxi licensing' },
        { id: 2, title: other, headings: [other], summary: 'Taxi licensing', text: other },
        { id: 3, title: other, headings: ['Taxi licensing'], summary: other, text: other },
        { id: 4, title: 'Taxi licensing', headings: [other], summary: other, text: other },
        ...Array.from({ length: 5 }, (_, at) => ({ id: 10 + at, title: other, text: other })),
      );

      expect(await found('taxi licensing')).toEqual([4, 3, 2, 1]);
      expect(await found('licensing')).toEqual([4, 3, 2, 1]);
    });

    it('ranks by relevance, not by date, when the word stands in most publications', async () => {
      const text = (mentions: number) =>
        Array.from({ length: 12 }, (_, at) => (at < mentions ? 'hotel' : `word${at}`)).join(' ');
      await put(
        { id: 1, text: text(9), publishedOn: '2021-01-01' },
        { id: 2, text: text(4), publishedOn: '2022-01-01' },
        { id: 3, text: text(2), publishedOn: '2023-01-01' },
        { id: 4, text: text(1), publishedOn: '2024-01-01' },
        { id: 5, text: text(0), publishedOn: '2025-01-01' },
      );

      expect(await found('hotel')).toEqual([1, 2, 3, 4]);
    });

    it('finds the subject of a question, not the words of asking', async () => {
      await put(
        { id: 1, title: 'Reporting', text: 'Anyone interested may find it.' },
        { id: 2, title: 'Hotels', text: 'A note.' },
      );

      expect(await found('find anyone interested in hotels')).toEqual([2]);
      expect(await found('anyone interested')).toEqual([1]);
    });

    it.each([
      'what works with hotels',
      'what works for hotels?',
      'how do we work with hotels',
      'is there anything about hotels',
      'Is there anything new on hotels, please?',
      'do we have something short on hotels',
      'what do we know about hotels',
      'what did other areas do about hotels',
      'what are other councils doing about hotels',
      'which councils have looked at hotels',
      'have others looked at hotels',
      'how are we supposed to deal with hotels',
      'could you show me what has been said about hotels',
      'tell me about hotels',
      'tell us what we need to know about hotels',
      'I’m looking for information on hotels',
      'we are trying to find out about hotels',
      'can anyone tell me what to do about hotels',
      'does anyone know whether hotels help',
      'do hotels work',
      'what’s the best way to work with hotels',
      'what does good look like for hotels',
      'why don’t hotels help',
      'anything on hotels',
      'hello, any ideas for hotels',
      'how do hotels need to be looked at',
    ])('demands of nothing the words of asking: %s', async (words) => {
      await put(
        { id: 1, title: 'Hotels', text: 'A note.' },
        { id: 2, title: 'Something', text: 'How to do it: what works, and who knows.' },
      );

      const answer = await ask(words);

      expect(answer).toMatchObject({ total: 1, hits: [{ id: 1 }], query: { allWords: 1 } });
    });

    it.each([
      ['information sharing', 'Sharing of information'],
      ['how does information sharing work', 'Sharing of information'],
      ['work experience', 'Experience at work'],
      ['what is good practice', 'Practice that is good'],
      ['help for parents', 'Parents who need help'],
      ['needs of boys', 'Boys and their needs'],
      ['what works', 'Works'],
      ['best interests', 'Interests, best'],
    ])('demands by %s all of what is asked for', async (words, title) => {
      await put(
        { id: 1, title },
        ...title.split(' ').map((word, at) => ({ id: 10 + at, title: `Only ${word}` })),
      );

      const answer = await ask(words);

      expect(answer.hits[0]?.id).toBe(1);
    });

    it('finds inflections', async () => {
      await put({ id: 1, title: 'Licensed drivers were trained' });

      expect(await found('licensing driver training')).toEqual([1]);
    });

    it('puts publications with all the words before those with some', async () => {
      await put(
        { id: 1, title: 'Hotel hotel hotel', text: 'hotel hotel hotel' },
        { id: 2, title: 'Night-time economy', text: 'Taxi drivers and hotel staff were trained.' },
      );

      const answer = await ask('taxi hotel');

      expect(answer.hits.map(({ id }) => id)).toEqual([2, 1]);
      expect(answer).toMatchObject({ total: 2, query: { allWords: 1 } });
    });

    it('lists only those with all the words when there are fifty or more', async () => {
      const both = Array.from({ length: 50 }, (_, at) => ({
        id: at + 1,
        title: `Taxi hotel ${at}`,
      }));
      await put(...both, { id: 99, title: 'Hotel only' });

      const answer = await ask('taxi hotel');

      expect(answer).toMatchObject({ total: 50, query: { allWords: 50 } });
      expect(answer.hits.map(({ id }) => id)).not.toContain(99);
    });

    it('says of each which has all the words', async () => {
      await put(
        { id: 1, title: 'Hotel' },
        { id: 2, title: 'Night-time economy', text: 'Taxi drivers and hotel staff were trained.' },
      );

      const { hits } = await ask('taxi hotel');

      expect(hits).toMatchObject([
        { id: 2, hasAllWords: true },
        { id: 1, hasAllWords: false },
      ]);
      expect((await ask('hotel')).hits.every(({ hasAllWords }) => hasAllWords)).toBe(true);
      expect((await ask('')).hits.every(({ hasAllWords }) => hasAllWords)).toBe(true);
    });

    describe('in a review of a hundred pages', () => {
      const others = Array.from({ length: 8 }, (_, at) => ({
        id: 50 + at,
        title: `Paper ${at}`,
        text: 'A note on something else.',
      }));
      const pages = (told: Record<number, string>) =>
        Array.from({ length: 100 }, (_, at) => ({
          page: at + 1,
          text: `${'The reviewers read sixty records of the area and met the people who keep them. '.repeat(4)} ${told[at + 1] ?? ''}`,
        }));

      it('puts what is about most of the words before what has them here and there', async () => {
        await put(
          ...others,
          {
            id: 1,
            title: 'A review of sixteen areas',
            passages: pages({
              4: 'A taxi came.',
              31: 'Drivers were seen.',
              70: 'Training.',
              91: 'One hotel.',
            }),
          },
          {
            id: 2,
            title: 'Taxi drivers: what training does',
            text: 'Drivers of taxis said that the training was short. Training works.',
          },
          { id: 3, title: 'On hotels', text: 'Hotel staff.' },
        );

        const answer = await ask({ words: 'taxi drivers training hotel', facets: ['type'] });

        expect(answer.hits.map(({ id }) => id)).toEqual([2, 3, 1]);
        expect(answer.hits.map(({ hasAllWords }) => hasAllWords)).toEqual([false, false, true]);
        expect(answer).toMatchObject({ total: 3, query: { allWords: 1 } });
        expect(answer.facets.type).toEqual([{ value: 'doc-guidance', count: 3 }]);
      });

      it('finds by the words of page 47 the review before what has some of them', async () => {
        await put(
          ...others,
          {
            id: 1,
            title: 'A review of sixteen areas',
            passages: pages({ 47: 'Workers call it the kitchen-table conversation model.' }),
          },
          { id: 2, title: 'A conversation with the chair', text: 'A conversation.' },
          { id: 3, title: 'Models of change', text: 'A model, and another model.' },
        );

        const answer = await ask('kitchen table conversation model');

        expect(answer.total).toBe(3);
        expect(answer.hits[0]).toMatchObject({
          id: 1,
          hasAllWords: true,
          passages: [{ page: 47 }],
        });
        const quoted = await ask('"kitchen-table conversation model"');
        expect(quoted).toMatchObject({ total: 1, hits: [{ id: 1, passages: [{ page: 47 }] }] });
      });

      it('counts as about the words what says them up front', async () => {
        await put(
          ...others,
          {
            id: 1,
            title: 'Licensing: a review',
            headings: ['Hotels and where they are'],
            summary: 'What taxi firms do.',
            passages: pages({}),
          },
          { id: 2, title: 'Taxi licensing, taxi licensing', text: 'Taxi licensing.' },
        );

        expect(await found('taxi licensing hotels')).toEqual([1, 2]);
      });

      it('takes a page together with what is said up front', async () => {
        await put(
          ...others,
          {
            id: 1,
            title: 'Cuckooing: a review',
            passages: pages({ 12: 'Stairwells in Marlby.', 60: 'Cuckooing.' }),
          },
          { id: 2, title: 'Marlby today', text: 'A town.' },
        );

        expect(await found('cuckooing stairwells Marlby')).toEqual([1, 2]);
      });

      it('leaves a short publication before all that has some of the words', async () => {
        await put(
          ...others,
          { id: 1, title: 'Minutes', passages: [{ text: 'A taxi.' }, { text: 'A hotel.' }] },
          { id: 2, title: 'Taxi, taxi, taxi', text: 'Taxi.' },
        );

        expect(await found('taxi hotel')).toEqual([1, 2]);
      });

      it('shows each once from page to page, and by date those with all the words first', async () => {
        await put(
          ...Array.from({ length: 9 }, (_, at) => ({
            id: 10 + at,
            title: `Taxi drivers ${at}`,
            publishedOn: `2026-02-0${at + 1}`,
          })),
          ...[1, 2].map((id) => ({
            id,
            title: `Review ${id}`,
            publishedOn: '2020-01-01',
            passages: pages({ 4: 'A taxi came.', 31: 'Drivers.', 70: 'One hotel.' }),
          })),
        );
        const query: SearchQuery = { words: 'taxi drivers hotel', size: 4 };

        const ids = [1, 2, 3].map((page) => found({ ...query, page }));
        const all = (await Promise.all(ids)).flat();

        expect(new Set(all).size).toBe(11);
        expect(all).toHaveLength(11);
        expect((await found({ ...query, sort: 'newest' })).slice(0, 2)).toEqual([2, 1]);
      });
    });

    it('prefers a title with the words as typed to one with another name for them', async () => {
      await put(
        { id: 1, title: 'Members’ briefing' },
        { id: 2, title: 'Seven minutes on cuckooing: a briefing for housing and health' },
      );

      expect(await found('seven minute briefing')).toEqual([2, 1]);
    });

    it.each([
      ['autistic children', 'Children with autism'],
      ['extremism', 'Extremists'],
    ])('finds by %s “%s”', async (words, title) => {
      await put({ id: 1, title }, { id: 2, title: 'Another' });

      expect(await found(words)).toEqual([1]);
    });

    it('finds a quoted phrase only where its words stand together', async () => {
      await put(
        { id: 1, title: 'One', text: 'Professional curiosity is needed.' },
        { id: 2, title: 'Two', text: 'Curiosity of a professional kind.' },
      );

      expect(await found('"professional curiosity"')).toEqual([1]);
    });

    it('does not let a phrase run from one passage into the next', async () => {
      await put({
        id: 1,
        title: 'One',
        passages: [{ text: 'It was professional' }, { text: 'curiosity was not' }],
      });

      expect(await found('"professional curiosity"')).toEqual([]);
    });

    it('does not let a phrase run from one heading, or name of a concept, into the next', async () => {
      await put({
        id: 1,
        headings: ['It was professional', 'Curiosity was not'],
        concepts: ['cuckooing'],
      });

      expect(await found('"professional curiosity"')).toEqual([]);
      expect(await found('"takeover cuckooing"')).toEqual([]);
    });

    it.each(['qqbreakqq', '\u{e000}'])(
      'finds nothing, or all, by what stands between passages: %j',
      async (words) => {
        await put(
          { id: 1, passages: [{ text: 'One' }, { text: 'two' }] },
          { id: 2, passages: [{ text: 'Three' }] },
        );

        expect([0, 2]).toContain((await ask({ words, correct: false })).total);
      },
    );

    it('finds publications by the name of their publisher', async () => {
      await put(
        { id: 1, title: 'On hotels', publisher: 'Wexborough Partnership' },
        { id: 2, title: 'On hotels', publisher: 'Ofsted' },
        { id: 3, title: 'How Ofsted sees hotels', publisher: 'Calderwick' },
      );

      expect(await found('ofsted hotels')).toEqual([3, 2, 1]);
      expect((await ask('ofsted hotels')).query.allWords).toBe(2);
    });

    it('leaves out publications with an excluded word', async () => {
      await put({ id: 1, title: 'Hotel training' }, { id: 2, title: 'Hotel inspection' });

      expect(await found('hotel -inspection')).toEqual([1]);
    });

    it.each(['-', '–', '−'])('takes %j before a word as a minus', async (minus) => {
      await put({ id: 1, title: 'Hotel training' }, { id: 2, title: 'Hotel inspection' });

      expect(await found(`hotel ${minus}inspection`)).toEqual([1]);
      expect(await found(`hotel ${minus} inspection`)).toEqual([2, 1]);
    });

    it('leaves out the excluded word when nothing else was typed', async () => {
      await put(
        { id: 1, title: 'Hotel training', type: 'doc-news' },
        { id: 2, title: 'Hotel inspection', type: 'doc-guidance' },
      );

      const answer = await ask({ words: '-inspection', facets: ['type'] });

      expect(answer).toMatchObject({ total: 1, hits: [{ id: 1 }] });
      expect(answer.facets.type).toEqual([{ value: 'doc-news', count: 1 }]);
    });

    it.each([
      ['coordinator', 'Co-ordinator post'],
      ['co-ordinator', 'Coordinator post'],
      ['CO‑ORDINATORS', 'Coordinator post'],
      ['wellbeing', 'A duty of well-being'],
      ['well-being', 'A duty of wellbeing'],
      ['online', 'Harm on-line'],
      ['on-line', 'Harm online'],
      ['antisocial', 'Anti‐social behaviour'],
      ['anti-social behaviour', 'Antisocial behaviour'],
      ['subgroup', 'Minutes of the sub-group'],
      ['"sub-group minutes"', 'Subgroup minutes'],
      ['multi agency', 'Multi-agency working'],
    ])('finds by %s what says %s', async (words, title) => {
      await put({ id: 1, title: 'A note', text: title }, { id: 2, title: 'Another line of being' });

      const answer = await ask(words);

      expect(answer).toMatchObject({ total: 1, query: { corrected: null } });
      expect(answer.hits[0]?.passages[0]?.html).toContain('<mark>');
    });

    it('leaves out what is written with a hyphen and without', async () => {
      await put({ id: 1, title: 'Co-ordinator' }, { id: 2, title: 'Coordinator' }, { id: 3 });

      expect(await found('-coordinator')).toEqual([3]);
      expect(await found('-co-ordinator')).toEqual([3]);
    });

    it('marks a word with its hyphen as one', async () => {
      await put({ title: 'Co-ordinator post' });

      const [hit] = (await ask('coordinator')).hits;

      expect(hit?.titleHtml).toBe('<mark>Co-ordinator</mark> post');
    });

    it.each([
      ['authority', 'Local authorities', 'Author notes'],
      ['author', 'Authors', 'Local authority duties'],
      ['organisation', 'An organisation', 'Organised crime'],
      ['organised crime', 'Organised crime', 'The organisation of crime'],
      ['police', 'Police', 'A policy'],
      ['policy', 'Policies', 'Policing'],
      ['emergency', 'Emergencies', 'Emerging matters'],
      ['transition', 'Transitions', 'In transit'],
      ['designated lead', 'Designated leads', 'Lead design'],
      ['government', 'Governments', 'Governance'],
      ['publication', 'Publications', 'Public health'],
      ['hospital', 'Hospitals', 'Hospitality'],
      ['university', 'Universities', 'Universal help'],
    ])('finds by %s “%s”, not “%s”', async (words, right, wrong) => {
      await put({ id: 1, title: right }, { id: 2, title: wrong });

      expect(await found(words)).toEqual(words.includes(' ') ? [1, 2] : [1]);
      expect((await ask(words)).query.allWords).toBe(1);
    });

    it('finds licence and licensing by each other', async () => {
      await put({ id: 1, title: 'A licence for drivers' }, { id: 2, title: 'Taxi licensing' });

      expect((await found('licensing')).sort()).toEqual([1, 2]);
      expect((await found('licences')).sort()).toEqual([1, 2]);
    });

    it('takes OR as either word', async () => {
      await put({ id: 1, title: 'Taxi' }, { id: 2, title: 'Hotel' }, { id: 3, title: 'School' });

      expect((await found('taxi OR hotel')).sort()).toEqual([1, 2]);
    });

    it.each([
      '"',
      'AND',
      'title:',
      '-',
      '(',
      "d'Arcy",
      'NEAR(',
      'a*',
      'c++ (',
      '“',
      ':',
      'OR OR',
      '\u0000',
    ])('takes %j as words, not syntax', async (words) => {
      await put({ title: 'Plain words' });

      await expect(ask(words)).resolves.toMatchObject({ page: 1 });
    });

    it.each(['', '   ', '?!', '""'])('answers %j with the newest publications', async (words) => {
      await put(
        { id: 1, publishedOn: '2026-01-01' },
        { id: 2, publishedOn: '2026-03-01' },
        { id: 3, publishedOn: null },
      );

      expect(await found(words)).toEqual([2, 1, 3]);
    });

    it('folds accents and apostrophes', async () => {
      await put({ id: 1, title: 'Children’s café in Nîmes' });

      expect(await found('childrens cafe nimes')).toEqual([1]);
      expect(await found("children's café")).toEqual([1]);
    });

    it('breaks ties by date, newest first', async () => {
      await put(
        { id: 1, title: 'Same title', publishedOn: '2025-01-01' },
        { id: 2, title: 'Same title', publishedOn: '2026-01-01' },
      );

      expect(await found('same title')).toEqual([2, 1]);
    });

    it.each([
      [{ type: 'doc-statutory-guidance' }, 'statutory guidance'],
      [{ type: 'doc-legislation' }, 'legislation'],
      [{ type: 'doc-national-review' }, 'a national review'],
      [{ type: 'doc-inquiry' }, 'an inquiry'],
      [{ type: 'doc-inspection' }, 'an inspection'],
      [
        { type: 'doc-thematic', publisherType: 'inspectorate' },
        'an inspectorate’s thematic report',
      ],
      [{ type: 'doc-guidance', publisherType: 'government' }, 'guidance of the government'],
      [{ type: null, publisherType: 'parliament' }, 'anything of Parliament'],
    ] satisfies [Partial<PublicationDocument>, string][])(
      'puts %j first when statutory and national sources are asked for: %s',
      async (given, _) => {
        await put(
          { id: 1, title: 'Hotel', text: 'Hotel, hotel.', type: 'doc-toolkit' },
          { id: 2, title: 'Review', text: 'One hotel.', publishedOn: '2020-01-01', ...given },
          {
            id: 3,
            title: 'Hotel',
            text: 'A partnership’s own.',
            type: 'doc-thematic',
            publisherType: 'partnership',
          },
          { id: 4, title: 'No word of it', ...given },
        );

        expect(await found({ words: 'hotel' })).toEqual([1, 3, 2]);
        expect(await found({ words: 'hotel', sort: 'national' })).toEqual([2, 1, 3]);
      },
    );

    it('puts national sources first page by page, then orders by relevance', async () => {
      await put(
        ...Array.from({ length: 12 }, (_, at) => ({
          id: at + 1,
          title: at % 2 ? 'Review' : 'Hotel',
          text: `On a hotel, number ${at}.`,
          type: at < 8 ? 'doc-guidance' : 'doc-inspection',
        })),
      );

      const query: SearchQuery = { words: 'hotel', sort: 'national', size: 3 };
      const pages = [await found(query), await found({ ...query, page: 2 })];

      expect(pages[0]?.slice(0, 2)).toEqual([11, 9]);
      expect([...(pages[0] ?? []), ...(pages[1] ?? [])].slice(0, 4).sort((a, b) => a - b)).toEqual([
        9, 10, 11, 12,
      ]);
    });

    it('puts national sources first also where no words were asked for', async () => {
      await put(
        { id: 1, type: 'doc-toolkit', publishedOn: '2026-02-01' },
        { id: 2, type: 'doc-inquiry', publishedOn: '2020-02-01' },
      );

      expect(await found({ words: '', sort: 'national' })).toEqual([2, 1]);
    });

    it('sorts by newest when asked', async () => {
      await put(
        { id: 1, title: 'Hotel', publishedOn: '2025-01-01' },
        { id: 2, title: 'Review', text: 'One hotel.', publishedOn: '2026-01-01' },
      );

      expect(await found({ words: 'hotel', sort: 'newest' })).toEqual([2, 1]);
    });

    it('puts what bears no date last among the newest, what came here last first', async () => {
      await put(
        { id: 1, title: 'Hotel one', publishedOn: null, firstSeenAt: 9000 },
        { id: 2, title: 'Hotel two', publishedOn: '1999-01-01', firstSeenAt: 1000 },
        { id: 3, title: 'Hotel three', publishedOn: null, firstSeenAt: 8000 },
        { id: 4, title: 'Hotel four', publishedOn: '2026-01-01', firstSeenAt: 1000 },
        { id: 5, title: 'Hotel five', publishedOn: '2026-01-01', firstSeenAt: 2000 },
      );

      for (const words of ['hotel', '']) {
        const query: SearchQuery = { words, sort: 'newest' };
        expect(await found(query)).toEqual([5, 4, 2, 1, 3]);
        expect(await found({ ...query, size: 3, page: 2 })).toEqual([1, 3]);
      }
    });

    it('lists what was first seen last, and only from an instant on', async () => {
      await put(
        { id: 1, title: 'Hotel one', firstSeenAt: 3000, publishedOn: '2026-01-01' },
        { id: 2, title: 'Hotel two', firstSeenAt: 1000, publishedOn: '2026-03-01' },
        { id: 3, title: 'Hotel three', firstSeenAt: 2000, publishedOn: '2026-02-01' },
      );

      expect(await found({ words: 'hotel', sort: 'seen' })).toEqual([1, 3, 2]);
      expect(await found({ words: '', sort: 'seen' })).toEqual([1, 3, 2]);
      expect(await found({ words: 'hotel', sort: 'newest', seenFrom: 2000 })).toEqual([3, 1]);
      expect((await ask({ words: '', seenFrom: 3001 })).total).toBe(0);
    });

    it('takes any of several values across facets, and none of others, beside the filters', async () => {
      await put(
        { id: 1, title: 'One', region: 'region-london', publisher: 'A, or “B”' },
        { id: 2, title: 'Two', region: 'region-wales', publisher: 'Marlby' },
        { id: 3, title: 'Three', region: 'region-england', publisher: 'Wexborough' },
        { id: 4, title: 'Four', region: 'region-london', publisher: 'Ours' },
      );
      const anyOf = [{ region: ['region-london'], publisher: ['Marlby'] }];
      const sorted = async (query: SearchQuery) => (await found(query)).toSorted();

      expect(await sorted({ words: '', anyOf })).toEqual([1, 2, 4]);
      expect(await sorted({ words: '', anyOf, noneOf: { publisher: ['Ours'] } })).toEqual([1, 2]);
      const filters = { publisher: ['A, or “B”', 'Wexborough'] };
      expect(await sorted({ words: '', anyOf, filters })).toEqual([1]);
      expect(await sorted({ words: '', anyOf: [{}] })).toEqual([]);
      const { facets } = await ask({ words: '', anyOf, facets: ['region'] });
      expect(facets.region).toEqual([
        { value: 'region-london', count: 2 },
        { value: 'region-wales', count: 1 },
      ]);
    });
  });

  describe('explaining', () => {
    it('shows the passage with its page, marked and escaped', async () => {
      await put({
        id: 1,
        title: 'A long review',
        passages: [
          { documentId: 4, page: 46, text: 'Nothing of note.' },
          {
            documentId: 4,
            page: 47,
            text: 'The <b>kitchen-table</b> conversation & model worked.',
          },
        ],
      });

      const { hits } = await ask('kitchen table conversation');

      expect(hits[0]?.passages).toEqual([
        {
          documentId: 4,
          page: 47,
          html: 'The &lt;b&gt;<mark>kitchen</mark>-<mark>table</mark>&lt;/b&gt; <mark>conversation</mark> &amp; model worked.',
        },
      ]);
    });

    it('shows at most three passages, those with most of the words first', async () => {
      await put({
        id: 1,
        title: 'Review',
        passages: [
          { page: 1, text: 'A taxi.' },
          { page: 2, text: 'A hotel.' },
          { page: 3, text: 'A taxi to a hotel.' },
          { page: 4, text: 'Another taxi.' },
        ],
      });

      const { hits } = await ask('taxi hotel');

      expect(hits[0]?.passages).toHaveLength(3);
      expect(hits[0]?.passages[0]?.page).toBe(3);
    });

    it('shows the page that says most about the words, however late it comes', async () => {
      const filler = 'Nothing more was said about it in this part of the long review. '.repeat(3);
      const passing = Array.from({ length: 40 }, (_, at) => ({
        page: at + 1,
        text: `${filler} Professional networks met. ${filler} Curiosity was rare. ${filler}`,
      }));
      await put({
        id: 1,
        title: 'A long review',
        passages: [
          ...passing,
          { page: 41, text: `${filler} Professional curiosity was written into the minutes.` },
          {
            page: 42,
            text: `Professional curiosity. Where curiosity was found, a curious supervisor asked for it: professional curiosity needs time.`,
          },
          ...passing.map(({ page, text }) => ({ page: page + 42, text })),
        ],
      });

      const { hits } = await ask('professional curiosity');

      expect(hits[0]?.passages.slice(0, 2).map(({ page }) => page)).toEqual([42, 41]);
    });

    it('shows the passage with the rarer word when none has all of them', async () => {
      await put(
        {
          id: 1,
          title: 'A long review',
          passages: [
            ...Array.from({ length: 30 }, (_, at) => ({
              page: at + 1,
              text: 'Children were seen.',
            })),
            { page: 31, text: 'Cuckooing was noticed late.' },
          ],
        },
        { id: 2, text: 'Children' },
        { id: 3, text: 'Children' },
      );

      const { hits } = await ask('cuckooing children');

      expect(hits[0]?.passages[0]?.page).toBe(31);
    });

    it('marks inflections in passage and title', async () => {
      await put({ id: 1, title: 'Training for drivers', text: 'Each driver was trained.' });

      const { hits } = await ask('train driver');

      expect(hits[0]?.titleHtml).toBe('<mark>Training</mark> for <mark>drivers</mark>');
      expect(hits[0]?.passages[0]?.html).toBe('Each <mark>driver</mark> was <mark>trained</mark>.');
    });
  });

  it('explains a hit that has the words of a name in different passages', async () => {
    await put(
      {
        id: 1,
        title: 'One',
        passages: [
          { page: 1, text: 'A child went missing.' },
          { page: 2, text: 'Urgent help is near.' },
          { page: 3, text: 'Later she came into care.' },
        ],
      },
      { id: 2, title: 'Two', text: 'Nothing of it.' },
    );

    const { hits } = await ask('missing from care');

    expect(hits.map(({ id }) => id)).toEqual([1]);
    expect(hits[0]?.passages[0]?.html).toContain('<mark>');
  });

  describe('the vocabulary', () => {
    it.each(['RHI', 'rhi'])(
      'expands the abbreviation %s to its phrase, and says so',
      async (words) => {
        await put({ id: 1, title: 'Return home interviews on time' });

        const answer = await ask(words);

        expect(answer.hits.map(({ id }) => id)).toEqual([1]);
        expect(answer.query.expanded[0]).toMatchObject({ from: words });
        expect(answer.query.expanded[0]?.to).toContain('return home interview');
      },
    );

    it('expands the phrase to its abbreviation', async () => {
      await put({ id: 1, title: 'Every RHI within 72 hours' });

      expect(await found('return home interviews')).toEqual([1]);
    });

    it('takes an abbreviation in lower case that is an English word as the word', async () => {
      await put(
        { id: 1, title: 'A mace was carried' },
        { id: 2, title: 'Multi-agency child exploitation panel' },
      );

      expect(await found('mace')).toEqual([1]);
      expect((await found('MACE')).sort()).toEqual([1, 2]);
    });

    it.each([
      'send',
      'aces',
      'abe',
      // Two letters in lower case are hardly ever meant as an abbreviation.
      'da',
      'ap',
    ])('takes %s in lower case as the word', async (words) => {
      expect((await ask(words)).query.expanded).toEqual([]);
      expect((await ask(words.toUpperCase())).query.expanded).not.toEqual([]);
    });

    it.each([
      ['RHIs', 'return home interview'],
      ['RHI’s', 'return home interview'],
      ['rhis', 'return home interview'],
      ['LCSPRs', 'local child safeguarding practice review'],
      ['A&E', 'accident and emergency'],
      ['AI CSAM', 'AI-generated child sexual abuse material'],
      ['missing from home', 'MFH'],
      ['missing from care', 'MFC'],
      ['Voice of the child', 'lived experience'],
      ['looked-after children', 'children in care'],
      ['absent from placement', 'missing from care'],
      ['risk outside the home', 'extra-familial risk'],
    ])('knows %s by its name %s, and announces it as typed', async (words, name) => {
      await put({ id: 1, title: `On ${name}` });

      const answer = await ask(`${words} meeting`);

      expect(answer.hits.map(({ id }) => id)).toEqual([1]);
      expect(answer.query.expanded[0]?.from).toBe(words);
      expect(answer.query.expanded.flatMap(({ to }) => to)).toContain(name);
    });

    it('finds A&E where it stands so, not where the letters do', async () => {
      await put({ id: 1, title: 'Seen at A&E' }, { id: 2, title: 'Vitamin E, a review' });

      expect(await found('A&E')).toEqual([1]);
      expect(await found('accident and emergency')).toEqual([1]);
    });

    it('expands on both sides of OR', async () => {
      await put(
        { id: 1, title: 'Return home interviews' },
        { id: 2, title: 'The national referral mechanism' },
        { id: 3, title: 'Home' },
      );

      const answer = await ask('RHI OR NRM');

      expect(answer.hits.map(({ id }) => id).sort()).toEqual([1, 2]);
      expect(answer.query.expanded.map(({ from }) => from)).toEqual(
        expect.arrayContaining(['RHI', 'NRM']),
      );
    });

    it('takes a name of several words as one beside OR', async () => {
      await put(
        { id: 1, title: 'Return home interviews' },
        { id: 2, title: 'The national referral mechanism' },
        { id: 3, title: 'Home' },
      );

      expect((await found('return home interview OR NRM')).sort()).toEqual([1, 2]);
    });

    it.each(['"RHI"', '“return home interview”'])(
      'searches for %s in quotation marks as typed, and for nothing besides',
      async (words) => {
        await put(
          { id: 1, title: 'Every RHI' },
          { id: 2, title: 'The return home interview' },
          { id: 3, title: 'A return interview' },
        );

        const answer = await ask(words);

        expect(answer.query.expanded).toEqual([]);
        expect(answer.total).toBe(1);
      },
    );

    it.each(['return home interview', 'return interviews', 'RHI', 'home conversation'])(
      'finds by %s what was accepted under the concept',
      async (words) => {
        await put({ id: 1, title: 'On coming back', concepts: ['rhi'] }, { id: 2, title: 'Lunch' });

        expect(await found({ words, expand: false })).toEqual([1]);
      },
    );

    it('ranks what was accepted under the concept above an equal one', async () => {
      const same = { title: 'Visits to children', text: 'On county lines.' };
      await put(
        { ...same, id: 1, concepts: ['county-lines'] },
        { ...same, id: 2 },
        { ...same, id: 3, suggested: ['county-lines'] },
        { id: 4, title: 'Lunch' },
      );

      expect((await found('county lines'))[0]).toBe(1);
      expect((await found('county line'))[0]).toBe(1);
    });

    it('does not find by a concept that is only suggested', async () => {
      await put({ id: 1, title: 'On coming back', suggested: ['rhi'] });

      expect(await found('RHI')).toEqual([]);
    });

    it('searches older wording and announces it as such', async () => {
      await put({ id: 1, title: 'Child prostitution: a report of 1998' });

      const answer = await ask('child sexual exploitation');

      expect(answer.hits.map(({ id }) => id)).toContain(1);
      expect(answer.query.expanded).toContainEqual({
        from: 'child sexual exploitation',
        to: ['child prostitution'],
        olderWording: true,
      });
    });

    it('expands nothing when asked not to', async () => {
      await put({ id: 1, title: 'Return home interviews' });

      const answer = await ask({ words: 'RHI', expand: false, correct: false });

      expect(answer).toMatchObject({ total: 0, query: { expanded: [] } });
    });
  });

  describe('spelling', () => {
    it('corrects against the words of the library, and says so', async () => {
      await put({ id: 1, title: 'Criminal exploitation of boys' });

      const answer = await ask('exploitaton boys');

      expect(answer.hits.map(({ id }) => id)).toEqual([1]);
      expect(answer.query.corrected).toBe('exploitation boys');
    });

    it('leaves words that the library has alone', async () => {
      await put({ id: 1, title: 'Exploitaton, misspelt' }, { id: 2, title: 'Exploitation' });

      expect((await ask('exploitaton')).query.corrected).toBeNull();
    });

    it.each(['SR16-07', 'NC50707', 'EXPLOITATON'])(
      'never corrects the reference %s',
      async (words) => {
        await put({ id: 1, title: 'Exploitation SR16-08 NC50708' });

        expect((await ask(words)).query.corrected).toBeNull();
      },
    );

    it.each([
      ['exploitaton', 'exploitation'],
      ['safegaurding', 'safeguarding'],
      ['Traficking', 'trafficking'],
      ['cuckoing', 'cuckooing'],
      ['hotle', 'hotel'],
      ['inspecton', 'inspection'],
      ['interveiws', 'interviews'],
      ['budjet', 'budget'],
      ['lisence', 'licence'],
      ['nieghbour', 'neighbour'],
      ['polise', 'police'],
      ['scool', 'school'],
      ['hottel', 'hotel'],
      ['Telfrod', 'telford'],
      ['Rotheram', 'rotherham'],
    ])('corrects %s to %s', async (typed, right) => {
      await put(
        { title: 'Hotel inspection: exploitation, trafficking and cuckooing' },
        { title: 'Hotel inspection: interviews on safeguarding' },
        { title: 'Inspection interviews' },
        { title: 'Budgets and licences for neighbours in Telford' },
        { title: 'Budget, licence and neighbours: police in Rotherham schools' },
        { title: 'Schools of Telford and Rotherham, and their police. Schools' },
      );

      expect((await ask(typed)).query.corrected).toBe(right);
    });

    it.each([
      ...[
        'RHIs',
        'Leeds',
        'leeds',
        'Kent',
        'Barking',
        'barking',
        'Casey',
        'casey',
        'Wood',
        'Laming',
      ],
      ...[
        'foster',
        'welcome',
        'inspecting',
        'supervise',
        'prosecute',
        'Coulter',
        'fares',
        'latter',
        'laming',
        'Mercer',
        'garden',
        'ballet',
      ],
    ])('leaves %s alone, which is right', async (words) => {
      const near =
        'this needs cent parking cases case good laying poster welcomed inspection supervisor prosecuted counter cares letter mercy warden ballot';
      await put({ title: near }, { title: near }, { title: near });

      expect((await ask(words)).query.corrected).toBeNull();
    });

    it('leaves a word alone that the library has in another form', async () => {
      await put({ title: 'Grooming' }, { title: 'Rooming' }, { title: 'Rooming' });

      expect((await ask('groomed')).query.corrected).toBeNull();
    });

    it('corrects to no word that only one publication has, unless the vocabulary has it', async () => {
      await put({ title: 'A cantilever' }, { title: 'Adultification' });

      expect((await ask('cantilevr')).query.corrected).toBeNull();
      expect((await ask('adultificaton')).query.corrected).toBe('adultification');
    });

    it('leaves the names of publishers alone', async () => {
      await put(
        { title: 'Wexboroughs and Wexboroughs', publisher: 'Wexborouth' },
        { title: 'Wexboroughs' },
      );

      expect((await ask('wexborouth')).query.corrected).toBeNull();
    });

    it('corrects nothing in quotation marks', async () => {
      await put({ title: 'Exploitation' }, { title: 'Exploitation of boys' });

      expect((await ask('"exploitaton"')).query.corrected).toBeNull();
      expect((await ask('"exploitaton boys"')).query.corrected).toBeNull();
    });

    it('announces the correction where it was made', async () => {
      await put({ title: 'Exploitation of boys' }, { title: 'Exploitation' });

      expect((await ask('"exploitaton of" exploitaton -exploitaton')).query.corrected).toBe(
        '"exploitaton of" exploitation -exploitaton',
      );
      expect((await ask('exploitatons exploitaton')).query.corrected).toBe(
        'exploitation exploitation',
      );
    });

    it('corrects nothing when asked not to', async () => {
      await put({ id: 1, title: 'Exploitation' });

      expect(await ask({ words: 'exploitaton', correct: false })).toMatchObject({
        total: 0,
        query: { corrected: null },
      });
    });
  });

  describe('filters and facets', () => {
    const library: Partial<PublicationDocument>[] = [
      {
        id: 1,
        title: 'Hotel one',
        publisher: "Northmere's Board",
        type: 'doc-lcspr',
        concepts: ['county-lines'],
        tags: ['a "quoted", tag'],
        linkCount: 1,
      },
      {
        id: 2,
        title: 'Hotel two',
        publisher: 'Wexborough',
        type: 'doc-lcspr',
        concepts: ['cse'],
        suggested: ['county-lines'],
        publishedOn: '2025-02-01',
      },
      { id: 3, title: 'Hotel three', publisher: 'Wexborough', type: 'doc-news', publishedOn: null },
    ];
    beforeEach(() => put(...library));

    it.each([
      [{ publisher: ["Northmere's Board"] }, [1]],
      [{ tag: ['a "quoted", tag'] }, [1]],
      [{ type: ['doc-lcspr', 'doc-news'] }, [1, 2, 3]],
      [{ type: ['doc-lcspr'], publisher: ['Wexborough'] }, [2]],
      [{ year: ['2025'] }, [2]],
      [{ linked: ['yes'] }, [1]],
      [{ harm: ['county-lines'] }, [1]],
    ] satisfies [SearchQuery['filters'], number[]][])('filters by %j', async (filters, ids) => {
      expect((await found({ words: 'hotel', filters })).sort()).toEqual(ids);
    });

    it('counts suggested concepts only when asked', async () => {
      const query: SearchQuery = { words: '', filters: { harm: ['county-lines'] } };

      expect((await found(query)).sort()).toEqual([1]);
      expect((await found({ ...query, includeSuggested: true })).sort()).toEqual([1, 2]);
    });

    it('counts exactly, and as if the facet itself stood open', async () => {
      const answer = await ask({
        words: 'hotel',
        filters: { type: ['doc-lcspr'] },
        facets: ['type', 'publisher'],
      });

      expect(answer.total).toBe(2);
      expect(answer.facets.type).toEqual([
        { value: 'doc-lcspr', count: 2 },
        { value: 'doc-news', count: 1 },
      ]);
      expect(answer.facets.publisher).toEqual([
        { value: "Northmere's Board", count: 1 },
        { value: 'Wexborough', count: 1 },
      ]);
    });

    it('takes the same filters typed into the box', async () => {
      expect(await found('hotel publisher:wexborough type:news')).toEqual([3]);
      expect(await found('hotel before:2026 after:2024')).toEqual([2]);
      expect(await found('hotel publisher:"northmere\'s board"')).toEqual([1]);
    });

    it.each([
      ['hotel -publisher:wexborough', [1]],
      ['-type:news', [1, 2]],
      ['hotel -harm:"county lines"', [2, 3]],
      ['linked:true', [1]],
      ['-linked:yes', [2, 3, 4]],
      ['status:"set aside"', [4]],
      ['status:kept', [1, 2, 3]],
      ['circumstance:boys', [4]],
      ['pestle:legal', [4]],
      ['before:31/12/2025', [2]],
      ['before:12/2026 after:2026-01', [1, 4]],
      ['-before:2026', [1, 4]],
    ] satisfies [string, number[]][])('understands %s', async (words, ids) => {
      await put({
        id: 4,
        title: 'Motel',
        status: 'set-aside',
        concepts: ['boys', 'pestle-legal'],
        type: 'doc-news',
      });

      expect((await found(words)).sort()).toEqual(ids);
    });

    it.each(['before:31/02/2026', 'after:2026-13', 'before:soon', 'publisher:'])(
      'takes %s, which is no date or filter, as words',
      async (words) => {
        await put({ id: 5, title: `A note: ${words}` });

        expect(await found(words)).toContain(5);
      },
    );

    it('pages to the end, each publication once', async () => {
      await put(
        ...Array.from({ length: 203 }, (_, at) => ({ id: 1000 + at, title: `Hostel ${at}` })),
      );
      const ids: number[] = [];

      for (let page = 1; page <= 11; page += 1)
        ids.push(...(await found({ words: 'hostel', page })));

      expect(new Set(ids).size).toBe(203);
      expect(ids).toHaveLength(203);
      expect((await ask({ words: 'hostel', page: 11 })).total).toBe(203);
    });
  });

  describe('changing', () => {
    it('replaces a publication that is put again', async () => {
      await put({ id: 3, title: 'Draft guidance' });
      await put({ id: 3, number: 2, title: 'Final guidance' });

      expect(await found('draft')).toEqual([]);
      expect(await found('final')).toEqual([3]);
    });

    it('never lets an older number overwrite a newer one', async () => {
      await put({ id: 3, number: 5, title: 'Final guidance' });
      await put({ id: 3, number: 4, title: 'Draft guidance' });

      expect(await found('final')).toEqual([3]);
    });

    it('does not bring back what was removed with a newer number', async () => {
      await put({ id: 3, number: 1, title: 'Guidance' });
      await index.remove([{ id: 3, number: 2 }]);
      await put({ id: 3, number: 1, title: 'Guidance' });

      expect(await found('guidance')).toEqual([]);
      expect(await index.numbers(0, 10)).toEqual([]);
    });

    it('forgets everything when cleared', async () => {
      await put({ id: 1 }, { id: 2 });
      await index.clear();

      expect(await found('')).toEqual([]);
      expect(await index.status()).toMatchObject({ publications: 0, passages: 0 });
    });

    it('tells the numbers it holds, in order', async () => {
      await put({ id: 2, number: 4 }, { id: 1, number: 9 });

      expect(await index.numbers(0, 10)).toEqual([
        { id: 1, number: 9 },
        { id: 2, number: 4 },
      ]);
      expect(await index.numbers(1, 10)).toEqual([{ id: 2, number: 4 }]);
    });
  });

  describe('offering', () => {
    it('finds similar publications by the words they share', async () => {
      await put(
        {
          id: 1,
          title: 'Hotel staff training on exploitation',
          text: 'Hotel reception staff learn to notice bookings.',
        },
        {
          id: 2,
          title: 'Training for hotel reception staff',
          text: 'Bookings by adults for children.',
        },
        { id: 3, title: 'School meals survey', text: 'Lunches.' },
        { id: 4, title: 'Exploitation online', text: 'How staff notice it.' },
      );

      const similar = await index.similar(1, 5);

      const wordsOf = (id: number) => similar.find((found) => found.id === id)?.words;
      expect(similar.map(({ id }) => id)).toEqual([2, 4]);
      expect(wordsOf(2)).toContain('hotel');
      expect(wordsOf(2)).not.toContain('exploitation');
      expect(wordsOf(4)?.sort()).toEqual(['exploitation', 'notice', 'staff']);
    });

    it('takes no numbers for what publications share', async () => {
      await put(
        {
          id: 1,
          title: 'A review of places',
          passages: [
            { page: 1, text: 'Curfew and lighting at sixty bus stations.' },
            { page: 2, text: 'Curfew and lighting at sixty retail parks.' },
          ],
        },
        { id: 2, title: 'On curfew', text: 'Lighting at sixty places.' },
        { id: 3, title: 'School meals survey', text: 'Lunches.' },
      );

      const [first] = await index.similar(1, 5);

      expect(first?.id).toBe(2);
      expect(first?.words).toEqual(expect.arrayContaining(['curfew', 'lighting']));
      expect(first?.words).not.toContain('sixty');
    });

    it('completes words, most frequent first', async () => {
      await put({ title: 'Exploitation' }, { title: 'Exploitation explained' });

      expect(await index.complete('expl', 5)).toEqual(['exploitation', 'explained']);
    });
  });
}
