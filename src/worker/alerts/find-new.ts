import { AlertLine, Publication, type SearchAlert, Version } from '#shared/entities/index.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { withScope } from '#shared/library/with-scope.ts';
import { londonDay } from '#shared/london.ts';
import { markedWords } from '#shared/search/marked-words.ts';
import type { SearchHit, SearchQuery } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { day } from '#shared/text/durations.ts';

/** What an alert has not listed yet, and why it is listed. */
export interface NewPublication {
  publicationId: number;
  words: string[];
  /** Escaped text and <mark> only; null where nothing may be quoted. */
  passage: string | null;
  page: number | null;
}

/** A publication seen longer ago than this, before the last look, is not new whatever changed. */
const newForDays = 60;
const hitsAtOnce = 100;

/**
 * Publications that may be new for an alert: first seen or first read since it was set, not listed
 * by it before. What came with a source's first scan is new only if it was published since.
 */
async function candidatesFor(em: Services['em'], alert: SearchAlert) {
  const { since } = alert;
  const earliest = new Date(alert.checkedAt.getTime() - newForDays * day);
  const firstRead = await em.find(
    Version,
    { number: 1, readAt: { $gte: since }, publication: { firstSeenAt: { $gte: earliest } } },
    { fields: ['publication'] },
  );
  const rows = await em.find(
    Publication,
    {
      firstSeenAt: { $gte: earliest },
      mergedIntoId: null,
      takedown: null,
      status: { $ne: 'set-aside' },
      $and: [
        {
          $or: [
            { firstSeenAt: { $gte: since } },
            { id: { $in: firstRead.map(({ publication }) => publication.id) } },
          ],
        },
        { $or: [{ isBacklog: false }, { publishedOn: { $gte: londonDay(since) } }] },
      ],
    },
    { populate: ['source'] },
  );
  const listed = await em.find(AlertLine, { alert }, { fields: ['publication'] });
  const before = new Set(listed.map(({ publication }) => publication.id));
  return new Map(rows.filter(({ id }) => !before.has(id)).map((row) => [row.id, row]));
}

/** The search among the publishers of what may be new; null when its own filter has none of them. */
function narrowed(query: SearchQuery, publishers: Set<string>): SearchQuery | null {
  // In the box, a publisher would be one more to choose from, not one fewer.
  if (/publisher:/i.test(query.words)) return query;
  const asked = query.filters?.publisher ?? [];
  const publisher = asked.length > 0 ? asked.filter((one) => publishers.has(one)) : [...publishers];
  if (publisher.length === 0) return null;
  return { ...query, filters: { ...query.filters, publisher } };
}

function newPublication(hit: SearchHit, publication: Publication): NewPublication {
  const [best] = hit.passages;
  return {
    publicationId: hit.id,
    words: markedWords(hit),
    passage: textExitOf(publication).unasked(best?.html),
    page: best?.page ?? null,
  };
}

/** What is new for an alert: publications with all the words of its search, newest first. */
export async function findNew(
  { em, search, clock }: Pick<Services, 'em' | 'search' | 'clock'>,
  alert: SearchAlert,
): Promise<NewPublication[]> {
  const candidates = await candidatesFor(em, alert);
  if (candidates.size === 0) return [];
  const publishers = new Set([...candidates.values()].map(({ publisher }) => publisher));
  const kept = readSearchQuery(new URLSearchParams(alert.search.parameters));
  const asked = await withScope({ em, clock }, kept, { lastVisitAt: null });
  const query = narrowed({ ...asked.query, sort: 'newest', size: hitsAtOnce }, publishers);
  if (!query) return [];
  const found: NewPublication[] = [];
  for (let page = 1; candidates.size > 0; page += 1) {
    const answer = await search.search({ ...query, page });
    const left = answer.query.allWords - (page - 1) * hitsAtOnce;
    for (const hit of answer.hits.slice(0, Math.max(0, left))) {
      const publication = candidates.get(hit.id);
      if (!publication) continue;
      found.push(newPublication(hit, publication));
      // The index may change between two pages, and show it again.
      candidates.delete(hit.id);
    }
    if (left <= hitsAtOnce || answer.hits.length === 0) break;
  }
  return found;
}
