import {
  Publication,
  PublicationConcept,
  Suggestion,
  SuggestionRule,
} from '#shared/entities/index.ts';
import { markedWords } from '#shared/search/marked-words.ts';
import type { SearchHit } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';

/** Publications looked at in one go. */
const batch = 500;
const hitsAtOnce = 100;

type Work = Pick<Services, 'em' | 'search' | 'clock'>;

/** Those that were read anew since rules were looked at, and that the index has by now. */
async function due({ em }: Work): Promise<Map<number, Publication>> {
  const rows: { id: number | string }[] = await em.execute(
    `select id from publication
      where rules_version < version_number and merged_into_id is null and takedown is null
        and not exists (select 1 from outbox where outbox.publication_id = publication.id)
      order by id limit ${batch}`,
  );
  const found = await em.find(Publication, { id: { $in: rows.map(({ id }) => Number(id)) } });
  return new Map(found.map((one) => [one.id, one]));
}

/** Those of some publications that a rule's search finds with all its words. */
async function matching(
  { search }: Work,
  rule: SuggestionRule,
  wanted: Map<number, Publication>,
): Promise<SearchHit[]> {
  const first = Math.min(...[...wanted.values()].map(({ firstSeenAt }) => firstSeenAt.getTime()));
  const found: SearchHit[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await search.search({
      words: rule.search,
      seenFrom: first,
      sort: 'newest',
      alike: false,
      facets: [],
      size: hitsAtOnce,
      page,
    });
    const left = answer.query.allWords - (page - 1) * hitsAtOnce;
    const hits = answer.hits.slice(0, Math.max(0, left));
    found.push(...hits.filter(({ id }) => wanted.has(id)));
    if (left <= hitsAtOnce || hits.length === 0) return found;
  }
}

/** Suggests a rule's concept, where it is neither given nor was ever suggested. */
async function suggest(work: Work, rule: SuggestionRule, hits: SearchHit[]): Promise<void> {
  const { em, clock } = work;
  const concept = rule.concept.id;
  const publication = { $in: hits.map(({ id }) => id) };
  const given = await em.find(PublicationConcept, { concept, publication });
  const known = await em.find(Suggestion, { concept, publication });
  const has = new Set([...given, ...known].map(({ publication }) => publication.id));
  for (const hit of hits.filter(({ id }) => !has.has(id))) {
    await em.upsert(
      Suggestion,
      {
        publication: hit.id,
        concept,
        words: markedWords(hit),
        strength: 'weak',
        state: 'open',
        createdAt: clock(),
      },
      { onConflictFields: ['publication', 'concept'], onConflictAction: 'ignore' },
    );
  }
}

/**
 * Suggests what the group's rules say ("when this search matches, suggest this") of publications that were
 * recorded or read anew, once the index has them. What is interrupted is done again, and nothing twice.
 *
 * @returns how many publications were looked at
 */
export async function suggestByRules(services: Work): Promise<number> {
  const work = { ...services, em: services.em.fork() };
  const { em } = work;
  const wanted = await due(work);
  if (wanted.size === 0) return 0;
  const rules = await em.find(
    SuggestionRule,
    { removedAt: null, concept: { retiredAt: null } },
    { populate: ['concept'] },
  );
  for (const rule of rules) await suggest(work, rule, await matching(work, rule, wanted));
  for (const { id, versionNumber } of wanted.values())
    await em.nativeUpdate(Publication, { id }, { rulesVersion: versionNumber });
  return wanted.size;
}
