import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import { Document, type MayShow, Passage } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import { type Marker, markAll, markerOf } from '#shared/search/highlight.ts';
import { expandQuery } from '#shared/search/query/expand-query.ts';
import { parseQuery } from '#shared/search/query/parse-query.ts';
import { markedTerms } from '#shared/search/query/query-terms.ts';
import { vocabularyNames } from '#shared/search/query/vocabulary-names.ts';
import type { Services } from '#shared/services.ts';
import { stemsOf } from '#shared/text/words.ts';

export interface ReadingPage {
  /** Null in documents without pages. */
  number: number | null;
  /** Paragraphs: escaped text and <mark> only. */
  paragraphs: string[];
}

/** A document as people read it here. */
export interface DocumentView {
  id: number;
  title: string;
  url: string | null;
  mediaType: string;
  pageCount: number | null;
  textProblem: string | null;
  publication: NamedPublication & {
    url: string | null;
    describesAbuse: boolean;
    licence: string | null;
  };
  mayShow: MayShow;
  /** Null where the licence class does not allow the text to be shown. */
  pages: ReadingPage[] | null;
  /** The words that are marked; null when none were asked for. */
  words: string | null;
  /** Whether these are several words, each of which is marked by itself. */
  hasSeveralWords: boolean;
  /** Other names of the same that are marked too; empty when they were switched off. */
  otherNames: string[];
  expand: boolean;
}

/** How the words of a search are understood: what to mark, and the names it knows besides. */
async function markingOf(
  em: EntityManager,
  { words, expand }: { words: string; expand: boolean },
): Promise<{ marker: Marker; otherNames: string[]; hasSeveralWords: boolean }> {
  const names = expand ? vocabularyNames(await readVocabulary(em)) : null;
  const { terms, expanded } = expandQuery(parseQuery(words), names);
  return {
    marker: markerOf(markedTerms(terms)),
    hasSeveralWords: terms.clauses.length > 1,
    // One for all of its inflections, which are marked with it.
    otherNames: [
      ...Map.groupBy(
        expanded.flatMap(({ to }) => to),
        (name) => stemsOf(name).join(' '),
      ).values(),
    ].flatMap(([first]) => first ?? []),
  };
}

/** Passages gathered by page, in order; they never cross a page. */
function pagesOf(passages: { page?: number | null; text: string }[], marker: Marker) {
  const pages: ReadingPage[] = [];
  for (const { page, text } of passages) {
    const number = page ?? null;
    const paragraphs = text.split(/\n{2,}/).map((paragraph) => markAll(paragraph, marker));
    const last = pages.at(-1);
    if (last && last.number === number) last.paragraphs.push(...paragraphs);
    else pages.push({ number, paragraphs });
  }
  return pages;
}

/**
 * The text of one document by page, with the words of a search marked as the search understood them.
 *
 * @param given.expand whether other names of what was searched for are marked too
 * @throws {NotFound} when the publication has no such document
 */
export async function showDocument(
  { em }: Pick<Services, 'em'>,
  given: { publicationId: number; documentId: number; words: string; expand?: boolean },
): Promise<DocumentView> {
  const document = await em.findOne(
    Document,
    { id: given.documentId, publication: given.publicationId },
    { populate: ['publication', 'publication.source'] },
  );
  if (!document) throw new NotFound('document', given.documentId);
  const { publication } = document;
  const { source } = publication;
  const exit = textExitOf(publication);
  const words = given.words.trim();
  const expand = given.expand ?? true;
  const { marker, otherNames, hasSeveralWords } = await markingOf(em, { words, expand });
  const passages = exit.inFull(
    await em.find(Passage, { document }, { orderBy: { position: 'asc' } }),
  );
  return {
    id: document.id,
    title: document.title,
    url: document.url ?? null,
    mediaType: document.mediaType,
    pageCount: document.pageCount ?? null,
    textProblem: exit.said(document.textProblem),
    publication: {
      ...namedPublication(publication),
      url: publication.url ?? null,
      describesAbuse: publication.describesAbuse,
      licence: source.licence ?? null,
    },
    mayShow: exit.mayShow,
    pages: passages && pagesOf(passages, marker),
    words: words || null,
    hasSeveralWords,
    otherNames,
    expand,
  };
}
