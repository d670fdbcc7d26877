import { describe, expect, it } from 'vitest';
import { Concept, Document, Publication, PublicationConcept, Tag } from '#shared/entities/index.ts';
import { findSimilar } from '#shared/library/find-similar.ts';
import { readSearchQuery, searchParameters } from '#shared/library/read-search-query.ts';
import { searchPublications } from '#shared/library/search-publications.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices, indexNow } from '../support/fresh-services.ts';

const at = new Date('2026-09-09T10:00:00Z');

describe.each(databaseKinds)('searching the library on %s', (kind) => {
  async function library(mayShow: 'text' | 'extract' | 'link') {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, {
      source: await givenSource(em, { mayShow, publisher: 'Marlby "Partnership", West' }),
      title: 'Return home interviews',
      summary: 'What was found.',
      type: 'doc-lcspr',
      region: 'region-west-midlands',
      describesAbuse: true,
      documents: [
        {
          pages: [
            { number: 1, text: 'An introduction.' },
            { number: 47, text: 'The lantern protocol was agreed.' },
          ],
        },
      ],
    });
    em.create(PublicationConcept, {
      publication,
      concept: em.getReference(Concept, 'county-lines'),
      acceptedAt: at,
    });
    em.create(Tag, { publication, label: 'autumn, 1', addedAt: at });
    await em.flush();
    await indexNow(services, [publication.id]);
    return { services, publication };
  }

  it('says what was found, why, on which page, and what people call it', async () => {
    const { services, publication } = await library('text');

    const answer = await searchPublications(services.fork(), { words: 'lantern protocol' });

    expect(answer).toMatchObject({
      total: 1,
      query: { words: 'lantern protocol', corrected: null, allWords: 1 },
      hits: [
        {
          id: publication.id,
          title: 'Return home interviews',
          url: 'https://marlby.example/reviews/return-home',
          publisher: 'Marlby "Partnership", West',
          publishedOn: '2026-09-07',
          firstSeenOn: '2026-09-08',
          type: { id: 'doc-lcspr', label: 'Local child safeguarding practice review' },
          region: { id: 'region-west-midlands', label: 'West Midlands' },
          status: 'new',
          summary: 'What was found.',
          describesAbuse: true,
          concepts: [{ id: 'county-lines', label: 'County lines', facet: 'harm' }],
          tags: ['autumn, 1'],
          linkCount: 0,
          passages: [
            {
              page: 47,
              html: 'The <mark>lantern</mark> <mark>protocol</mark> was agreed.',
              url: 'https://marlby.example/files/0.pdf',
              isPdf: true,
            },
          ],
        },
      ],
      facets: {
        harm: [{ value: 'county-lines', label: 'County lines', count: 1 }],
        type: [{ value: 'doc-lcspr', label: 'Local child safeguarding practice review', count: 1 }],
        region: [{ value: 'region-west-midlands', label: 'West Midlands', count: 1 }],
        publisher: [
          { value: 'Marlby "Partnership", West', label: 'Marlby "Partnership", West', count: 1 },
        ],
        year: [{ value: '2026', label: '2026', count: 1 }],
        tag: [{ value: 'autumn, 1', label: 'autumn, 1', count: 1 }],
        status: [{ value: 'new', label: 'To judge', count: 1 }],
        linked: [{ value: 'no', label: 'Not linked', count: 1 }],
      },
    });
  });

  it('says what filters typed into the box were taken to mean', async () => {
    const { services } = await library('text');

    const { typed, total } = await searchPublications(services.fork(), {
      words: 'lantern publisher:marlby -type:guidance harm:nonsense after:2025-06',
    });
    const { typed: none } = await searchPublications(services.fork(), { words: 'lantern' });

    expect(total).toBe(0);
    expect(typed).toEqual({
      values: [
        { title: 'Harm', labels: ['nonsense'], isExcluded: false },
        { title: 'Publisher', labels: ['Marlby "Partnership", West'], isExcluded: false },
        { title: 'Document type', labels: ['Guidance'], isExcluded: true },
      ],
      before: null,
      after: '2025-06',
    });
    expect(none).toBeNull();
  });

  it.each([
    ['found', 'What was <mark>found</mark>.', 'What was found.'],
    ['zebra', `${'Long and dull. '.repeat(17)}Long …`, 'Long and dull. '.repeat(40)],
    [
      'zebra',
      /^… .*<mark>zebra<\/mark> at last\.$/,
      `${'Long and dull. '.repeat(40)}A zebra at last.`,
    ],
  ])('marks %s in the summary, shortened (%#)', async (words, html, summary) => {
    const services = await freshServices(kind);
    const em = services.orm.em.fork();
    const publication = await givenPublication(em, { title: 'A zebra', summary });
    await indexNow(services, [publication.id]);

    const { hits } = await searchPublications(services.fork(), { words });

    expect(hits[0]?.summaryHtml).toEqual(
      typeof html === 'string' ? html : expect.stringMatching(html),
    );
  });

  it('names what is filtered by, even where nothing has it', async () => {
    const { services } = await library('text');

    const filters = { harm: ['cse'], publisher: ['Nobody'], type: ['doc-lcspr'] };
    const { total, facets } = await searchPublications(services.fork(), { words: '', filters });

    expect(total).toBe(0);
    expect(facets).toMatchObject({
      harm: [{ value: 'cse', label: 'Child sexual exploitation', count: 0 }],
      publisher: [{ value: 'Nobody', label: 'Nobody', count: 0 }],
      type: [{ label: 'Local child safeguarding practice review', count: 0 }],
    });
  });

  it('shows extracts, but not more, where only extracts are allowed', async () => {
    const { services } = await library('extract');

    const { hits } = await searchPublications(services.fork(), { words: 'lantern' });

    expect(hits[0]).toMatchObject({ summary: 'What was found.', mayShow: 'extract' });
    expect(hits[0]?.passages[0]?.html).toContain('<mark>lantern</mark>');
  });

  it('shows only on which page it was found where only title and link are allowed', async () => {
    const { services } = await library('link');

    const { hits } = await searchPublications(services.fork(), { words: 'lantern' });

    expect(hits[0]).toMatchObject({ summary: null, passages: [{ page: 47, html: '' }] });
  });

  it('leaves out what the database no longer has', async () => {
    const { services, publication } = await library('text');
    const em = services.orm.em.fork();
    await em.nativeDelete(Document, { publication: publication.id });

    const withoutDocument = await searchPublications(services.fork(), { words: 'lantern' });
    await em.remove(await em.findOneOrFail(Publication, publication.id)).flush();
    const without = await searchPublications(services.fork(), { words: 'lantern' });

    expect(withoutDocument.hits[0]?.passages).toEqual([]);
    expect(without.hits).toEqual([]);
  });

  it('finds similar publications with the words they share', async () => {
    const { services, publication } = await library('text');
    const em = services.orm.em.fork();
    const alike = await givenPublication(em, {
      title: 'More on return home interviews and the lantern protocol',
      documents: [{ pages: [{ number: 1, text: 'The lantern protocol, again.' }] }],
    });
    await indexNow(services, [alike.id]);

    const given = { publicationId: publication.id, limit: 5 };
    const similar = await findSimilar(services.fork(), given);

    expect(similar.map(({ id }) => id)).toEqual([alike.id]);
    expect(similar[0]?.words.length).toBeGreaterThan(0);
  });

  it('names first what not all similar publications share', async () => {
    const { services, publication } = await library('text');
    const em = services.orm.em.fork();
    const one = await givenPublication(em, {
      title: 'On interviews',
      documents: [{ pages: [{ number: 1, text: 'The lantern protocol, again.' }] }],
    });
    const other = await givenPublication(em, {
      title: 'The lantern protocol was agreed',
    });
    await indexNow(services, [one.id, other.id]);

    const similar = await findSimilar(services.fork(), { publicationId: publication.id, limit: 5 });

    const wordsOf = (id: number) => similar.find((found) => found.id === id)?.words;
    expect(wordsOf(one.id)?.[0]).toBe('interviews');
    expect(wordsOf(one.id)).toContain('lantern');
    expect(wordsOf(other.id)?.[0]).toBe('agreed');
  });
});

describe('a search in an address', () => {
  it('is read with its filters, and written the same way', () => {
    const address =
      'q=county+lines&theme=missing&theme=cse&linked=yes&sort=newest&expand=off&include=suggested&page=3';

    const query = readSearchQuery(new URLSearchParams(address));

    expect(query).toMatchObject({
      words: 'county lines',
      filters: { theme: ['missing', 'cse'], linked: ['yes'] },
      sort: 'newest',
      expand: false,
      correct: true,
      includeSuggested: true,
      page: 3,
      size: 20,
    });
    expect(searchParameters(query).toString()).toBe(address);
  });

  it('forgets for other words that nothing was to be expanded or corrected', () => {
    const asked = (q: string) =>
      readSearchQuery(
        new URLSearchParams({ q, expand: 'off', correct: 'off', for: 'county lines' }),
      );

    expect(asked('county lines ')).toMatchObject({ expand: false, correct: false });
    expect(asked('RHI')).toMatchObject({ expand: true, correct: true });
  });

  it('takes what it does not understand as not given', () => {
    const query = readSearchQuery(
      new URLSearchParams('page=-1&size=1000&sort=best&colour=red&tag='),
    );

    expect(query).toMatchObject({ words: '', filters: {}, page: 1, size: 100 });
    expect(query).not.toHaveProperty('sort');
  });

  it('may ask for statutory and national sources first', () => {
    const query = readSearchQuery(new URLSearchParams('q=RHI&sort=national'));

    expect(query.sort).toBe('national');
    expect(searchParameters(query).toString()).toBe('q=RHI&sort=national');
  });

  it.each(['true', 'yes', '1'])('takes linked=%s as linked', (value) => {
    const query = readSearchQuery(new URLSearchParams({ linked: value }));

    expect(query.filters.linked).toEqual(['yes']);
  });
});
