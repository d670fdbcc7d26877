import type { EntityManager } from '#shared/database/open-database.ts';
import {
  type FacetName,
  facetNames,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
} from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from './concept-labels.ts';
import { type LabelledValue, labelFacets } from './facet-labels.ts';
import { type Found, loadFound } from './load-found.ts';

export interface HitPassage {
  documentId: number;
  page: number | null;
  /** Escaped text and <mark> only; empty where the licence class allows no extract. */
  html: string;
  /** The document's own address; null where it has none. */
  url: string | null;
  isPdf: boolean;
}

export interface Hit extends Omit<Found, 'type' | 'region' | 'concepts'> {
  /** Escaped text and <mark> only. */
  titleHtml: string;
  passages: HitPassage[];
  type: ConceptLabel | null;
  region: ConceptLabel | null;
  concepts: ConceptLabel[];
}

export interface PublicationAnswer extends Omit<SearchAnswer, 'hits' | 'facets' | 'alike'> {
  hits: Hit[];
  /** Close in meaning; null when that cannot be known just now, left out where it is not looked for. */
  alike?: Hit[] | null;
  facets: Partial<Record<FacetName, LabelledValue[]>>;
}

interface DocumentRow {
  id: number;
  url: string | null;
  media_type: string;
}

async function documentsOf(
  em: EntityManager,
  hits: SearchHit[],
): Promise<Map<number, DocumentRow>> {
  const ids = [
    ...new Set(hits.flatMap(({ passages }) => passages.map(({ documentId }) => documentId))),
  ];
  if (ids.length === 0) return new Map();
  const rows: DocumentRow[] = await em.execute(
    `select id, url, media_type from document where id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const labelled = (concepts: Map<string, ConceptLabel>, id: string): ConceptLabel =>
  concepts.get(id) ?? { id, label: id, facet: '' };

/** What the database says of the publications that were found. */
async function hitsOf(
  em: EntityManager,
  found: SearchHit[],
  concepts: Map<string, ConceptLabel>,
): Promise<Hit[]> {
  const publications = await loadFound(
    em,
    found.map(({ id }) => id),
  );
  const documents = await documentsOf(em, found);
  const hitOf = new Map(found.map((hit) => [hit.id, hit]));
  // What was erased since it was indexed is left out.
  return publications.map((publication) => {
    const hit = hitOf.get(publication.id);
    const passages = (hit?.passages ?? []).flatMap(({ documentId, page, html }) => {
      const document = documents.get(documentId);
      if (!document) return [];
      return {
        documentId,
        page,
        html: publication.mayShow === 'link' ? '' : html,
        url: document.url ?? publication.url,
        isPdf: document.media_type === 'application/pdf',
      };
    });
    return {
      ...publication,
      titleHtml: hit?.titleHtml ?? '',
      passages,
      type: publication.type ? labelled(concepts, publication.type) : null,
      region: publication.region ? labelled(concepts, publication.region) : null,
      concepts: publication.concepts.map((id) => labelled(concepts, id)),
    };
  });
}

/** Nobody asked for these by their words: what was taken down is not offered. */
async function notTakenDown(em: EntityManager, found: SearchHit[]): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows: { id: number }[] = await em.execute(
    `select id from publication where takedown is not null and id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const gone = new Set(rows.map(({ id }) => id));
  return found.filter(({ id }) => !gone.has(id));
}

/**
 * Searches the library: the index decides what is found, the database says what it is, and each
 * publication's source decides what of it may be displayed.
 *
 * @param query facets are counted unless it asks for none (`facets: []`), and what is close in meaning
 *   is looked for unless it says not to (`alike: false`)
 */
export async function searchPublications(
  { em, search }: Pick<Services, 'em' | 'search'>,
  query: SearchQuery,
): Promise<PublicationAnswer> {
  const answer = await search.search({ facets: facetNames, alike: true, ...query });
  const concepts = await conceptLabels(em);
  const { alike, ...words } = answer;
  return {
    ...words,
    facets: labelFacets(answer.facets, concepts, query.filters),
    hits: await hitsOf(em, answer.hits, concepts),
    ...(alike !== undefined && {
      alike: alike && (await hitsOf(em, await notTakenDown(em, alike), concepts)),
    }),
  };
}
