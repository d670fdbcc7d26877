import { describe, expect, it } from 'vitest';
import { loadVocabulary } from '#shared/database/load-vocabulary.ts';
import { Concept, Link, PublicationConcept, Suggestion, Tag } from '#shared/entities/index.ts';
import { buildIndexDocument, buildIndexDocuments } from '#shared/library/build-index-document.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

const at = new Date('2026-09-09T10:00:00Z');

describe.each(databaseKinds)('a publication as the index sees it, on %s', (kind) => {
  it('has its facts, all its text with pages, and what people and rules made of it', async () => {
    const { em: root } = await freshDatabase(kind);
    const em = root.fork();
    await loadVocabulary(em);
    const publication = await givenPublication(em, {
      source: await givenSource(em, { publisherType: 'partnership' }),
      title: 'Review of return home interviews',
      summary: 'What the review found.',
      type: 'doc-lcspr',
      region: 'region-west-midlands',
      status: 'kept',
      indexNumber: 7,
      documents: [
        {
          headings: ['Findings'],
          pages: [
            { number: 1, text: 'One.' },
            { number: 2, text: 'Two.' },
          ],
        },
        { headings: ['Annex'], mediaType: 'text/html', pages: [{ number: null, text: 'Three.' }] },
      ],
    });
    const entry = await givenPlanEntry(em);
    const link = { publication, entry, bearing: 'supports', rationale: 'It does.', linkedAt: at };
    em.create(Link, { ...link, bearing: 'supports' });
    em.create(Link, { ...link, bearing: 'gap', removedAt: at });
    em.create(Tag, { publication, label: 'taxis, hotels', addedAt: at });
    em.create(PublicationConcept, {
      publication,
      concept: em.getReference(Concept, 'missing'),
      acceptedAt: at,
    });
    const suggestion = { publication, words: [], strength: 'weak' as const, createdAt: at };
    em.create(Suggestion, { ...suggestion, concept: em.getReference(Concept, 'county-lines') });
    em.create(Suggestion, {
      ...suggestion,
      concept: em.getReference(Concept, 'gangs'),
      state: 'rejected',
    });
    em.create(Suggestion, { ...suggestion, entry });
    await em.flush();

    const document = await buildIndexDocument(root.fork(), publication.id);

    expect(document).toEqual({
      id: publication.id,
      number: 7,
      title: 'Review of return home interviews',
      headings: ['Findings', 'Annex'],
      summary: 'What the review found.',
      publisher: 'Marlby Safeguarding Partnership',
      publisherType: 'partnership',
      publishedOn: '2026-09-07',
      firstSeenAt: Date.parse('2026-09-08T06:00:00Z'),
      type: 'doc-lcspr',
      region: 'region-west-midlands',
      status: 'kept',
      concepts: ['missing'],
      suggested: ['county-lines'],
      tags: ['taxis, hotels'],
      linkCount: 1,
      passages: [
        { documentId: expect.any(Number), page: 1, text: 'One.' },
        { documentId: expect.any(Number), page: 2, text: 'Two.' },
        { documentId: expect.any(Number), page: null, text: 'Three.' },
      ],
    });
  });

  it('has no date when nobody gave one', async () => {
    const { em } = await freshDatabase(kind);
    const given = { publishedOn: '2026-09-08', publishedOnBasis: 'first-seen' as const };
    const { id } = await givenPublication(em.fork(), given);

    expect(await buildIndexDocument(em.fork(), id)).toMatchObject({ publishedOn: null });
  });

  it('keeps the documents of several publications apart, and leaves out what is not there', async () => {
    const { em } = await freshDatabase(kind);
    const first = await givenPublication(em.fork(), {
      documents: [{ pages: [{ number: 1, text: 'First.' }] }],
    });
    const second = await givenPublication(em.fork(), {
      documents: [{ pages: [{ number: 1, text: 'Second.' }] }],
    });

    const documents = await buildIndexDocuments(em.fork(), [second.id, 999, first.id]);

    expect(new Map(documents.map(({ id, passages }) => [id, passages[0]?.text]))).toEqual(
      new Map([
        [first.id, 'First.'],
        [second.id, 'Second.'],
      ]),
    );
    expect(await buildIndexDocument(em.fork(), 999)).toBeNull();
  });
});
