import type { IndexedPassage, PublicationDocument } from '#shared/search/publication-document.ts';

let next = 1000;

/** A document for the index, valid by default; `text` is its one passage. */
export function aPublicationDocument(
  given: Partial<Omit<PublicationDocument, 'passages'>> & {
    text?: string;
    passages?: Partial<IndexedPassage>[];
  } = {},
): PublicationDocument {
  const { text, passages, ...rest } = given;
  next += 1;
  const all = passages ?? [{ text: text ?? 'Plain text.' }];
  return {
    id: next,
    number: 1,
    title: 'A publication',
    headings: [],
    summary: '',
    publisher: 'Northmere Safeguarding Partnership',
    publishedOn: '2026-09-01',
    firstSeenAt: Date.parse('2026-09-02T08:00:00Z'),
    type: 'doc-guidance',
    region: 'region-england',
    status: 'kept',
    concepts: [],
    suggested: [],
    tags: [],
    linkCount: 0,
    ...rest,
    passages: all.map((passage) => ({ documentId: 1, page: null, text: '', ...passage })),
  };
}
