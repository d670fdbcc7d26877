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

export interface PublicationAnswer extends Omit<SearchAnswer, 'hits' | 'facets'> {
  hits: Hit[];
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

/**
 * Searches the library: the index decides what is found, the database says what it is, and each
 * publication's source decides what of it may be displayed.
 *
 * @param query facets are counted unless it asks for none (`facets: []`)
 */
export async function searchPublications(
  { em, search }: Pick<Services, 'em' | 'search'>,
  query: SearchQuery,
): Promise<PublicationAnswer> {
  const answer = await search.search({ facets: facetNames, ...query });
  const found = await loadFound(
    em,
    answer.hits.map(({ id }) => id),
  );
  const concepts = await conceptLabels(em);
  const documents = await documentsOf(em, answer.hits);
  const hitOf = new Map(answer.hits.map((hit) => [hit.id, hit]));

  return {
    ...answer,
    facets: labelFacets(answer.facets, concepts, query.filters),
    // What was erased since it was indexed is left out.
    hits: found.map((publication) => {
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
    }),
  };
}
