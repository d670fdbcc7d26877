import type { EntityManager } from '#shared/database/open-database.ts';
import { type Marker, markAll, markerOf, snippet } from '#shared/search/highlight.ts';
import {
  type FacetName,
  facetNames,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  type TypedFilters,
} from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { type ConceptLabel, conceptLabels } from './concept-labels.ts';
import { facetTitles, type LabelledValue, labelFacets, labelOf } from './facet-labels.ts';
import { type FoundPublication, loadFoundWithExits } from './load-found.ts';
import { type Asker, type Scope, withScope } from './with-scope.ts';

export interface HitPassage {
  documentId: number;
  page: number | null;
  /** Escaped text and <mark> only; empty where the licence class allows no extract. */
  html: string;
  /** The document's own address; null where it has none. */
  url: string | null;
  isPdf: boolean;
}

export interface Hit extends Omit<FoundPublication, 'type' | 'region' | 'concepts'> {
  /** Escaped text and <mark> only. */
  titleHtml: string;
  /** As long as a list can carry: escaped text and <mark> only; null where there is none. */
  summaryHtml: string | null;
  /** Whether all the words stand in it, and not only some. */
  hasAllWords: boolean;
  passages: HitPassage[];
  type: ConceptLabel | null;
  region: ConceptLabel | null;
  concepts: ConceptLabel[];
}

/** Filters that were typed into the box, as people read them. */
export interface TypedInWords {
  values: { title: string; labels: string[]; isExcluded: boolean }[];
  /** "YYYY-MM-DD" or less. */
  before: string | null;
  after: string | null;
}

export interface PublicationAnswer
  extends Omit<SearchAnswer, 'hits' | 'facets' | 'alike' | 'marks'> {
  hits: Hit[];
  /** What "since" and "area" were taken to mean. */
  scope: Scope;
  /** Null when none were. */
  typed: TypedInWords | null;
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

/** Characters of a summary in a list, about. */
const summaryLength = 260;

/** The beginning of a summary with its words marked, or what of it has them. */
function summaryHtmlOf(summary: string, marker: Marker): string {
  if (summary.length <= summaryLength) return markAll(summary, marker);
  const beginning = summary.slice(0, summaryLength);
  const cut = beginning.slice(0, Math.max(beginning.lastIndexOf(' '), 200));
  const html = markAll(cut, marker);
  if (html.includes('<mark>')) return `${html} …`;
  const found = snippet(summary, marker).html;
  return found.includes('<mark>') ? found : `${html} …`;
}

function typedInWords(
  { filters, excludedFilters, before, after }: TypedFilters,
  concepts: Map<string, ConceptLabel>,
): TypedInWords {
  const inWords = (given: TypedFilters['filters'], isExcluded: boolean) =>
    facetNames.flatMap((facet) => {
      const labels = (given[facet] ?? []).map((value) => labelOf(facet, value, concepts));
      return labels.length > 0
        ? [{ title: facetTitles[facet], labels: [...new Set(labels)], isExcluded }]
        : [];
    });
  return { values: [...inWords(filters, false), ...inWords(excludedFilters, true)], before, after };
}

const labelled = (concepts: Map<string, ConceptLabel>, id: string): ConceptLabel =>
  concepts.get(id) ?? { id, label: id, facet: '' };

/** What the database says of the publications that were found. */
async function hitsOf(
  em: EntityManager,
  found: SearchHit[],
  concepts: Map<string, ConceptLabel>,
  marker: Marker,
): Promise<Hit[]> {
  const publications = await loadFoundWithExits(
    em,
    found.map(({ id }) => id),
  );
  const documents = await documentsOf(em, found);
  const hitOf = new Map(found.map((hit) => [hit.id, hit]));
  // What was erased since it was indexed is left out.
  return publications.map(({ found: publication, exit }) => {
    const hit = hitOf.get(publication.id);
    const passages = (hit?.passages ?? []).flatMap(({ documentId, page, html }) => {
      const document = documents.get(documentId);
      if (!document) return [];
      return {
        documentId,
        page,
        html: exit.inPart(html) ?? '',
        url: document.url ?? publication.url,
        isPdf: document.media_type === 'application/pdf',
      };
    });
    return {
      ...publication,
      titleHtml: markAll(publication.title, marker),
      summaryHtml: publication.summary && summaryHtmlOf(publication.summary, marker),
      hasAllWords: hit?.hasAllWords ?? false,
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
 * @param asker whose last visit "since my last visit" means; nobody's when left out
 */
export async function searchPublications(
  { em, search, clock }: Pick<Services, 'em' | 'search' | 'clock'>,
  asked: SearchQuery,
  asker: Asker = { lastVisitAt: null },
): Promise<PublicationAnswer> {
  const { query, scope } = await withScope({ em, clock }, asked, asker);
  const answer = await search.search({ facets: facetNames, alike: true, ...query });
  const concepts = await conceptLabels(em);
  const { alike, marks, ...words } = answer;
  const marker = markerOf(marks);
  return {
    ...words,
    scope,
    typed: answer.query.typed ? typedInWords(answer.query.typed, concepts) : null,
    facets: labelFacets(answer.facets, concepts, query.filters),
    hits: await hitsOf(em, answer.hits, concepts, marker),
    ...(alike !== undefined && {
      alike: alike && (await hitsOf(em, await notTakenDown(em, alike), concepts, marker)),
    }),
  };
}
