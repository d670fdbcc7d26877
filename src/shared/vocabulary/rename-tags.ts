import type { Actor } from '#shared/database/record-audit.ts';
import { Tag } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { longestTag, tidyTag } from '#shared/judging/add-tag.ts';
import type { Services } from '#shared/services.ts';
import { counted, listed, quoted } from '#shared/text/in-words.ts';
import { changingVocabulary } from './changing-vocabulary.ts';
import { changeSearches } from './follow-concept.ts';

export interface TagsToOne {
  /** As they are spelt now. */
  from: string[];
  to: string;
}

/** The one spelling, and those that change. @throws {Invalid} with field from or to */
export function checkTags({ from, to: given }: TagsToOne): { from: string[]; to: string } {
  const to = tidyTag(given);
  if (!to) throw new Invalid('Enter the tag that stays.', 'to');
  if (to.length > longestTag) throw new Invalid(`Keep the tag to ${longestTag} characters.`, 'to');
  const others = [...new Set(from)].filter((label) => label !== to);
  if (others.length === 0)
    throw new Invalid('Tick at least one tag that is spelt otherwise.', 'from');
  return { from: others, to };
}

/** All tags with how many publications have each, by name. */
export async function listTags({
  em,
}: Pick<Services, 'em'>): Promise<{ label: string; count: number }[]> {
  const rows: { label: string; n: number | string }[] = await em.execute(
    'select label, count(*) as n from tag group by label',
  );
  return rows
    .map(({ label, n }) => ({ label, count: Number(n) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB') || (a.label < b.label ? -1 : 1));
}

/**
 * Makes several spellings of a tag one, or renames one: in publications and in saved searches.
 *
 * @returns the id of the change; null when no publication had any of them
 * @throws {Invalid} with field from or to
 */
export async function renameTags(
  services: Pick<Services, 'em' | 'clock'>,
  given: TagsToOne & { by: Actor },
): Promise<number | null> {
  const { from, to } = checkTags(given);
  return changingVocabulary(services, given, async (em) => {
    const rows = await em.find(
      Tag,
      { label: { $in: [...from, to] } },
      { populate: ['publication', 'addedBy'], orderBy: { id: 'asc' } },
    );
    const has = new Set(
      rows.filter(({ label }) => label === to).map(({ publication }) => publication.id),
    );
    const others = rows.filter(({ label }) => label !== to);
    if (others.length === 0) return null;
    const tags = [];
    const bothTags = [];
    for (const row of others) {
      const { id, label, publication, addedBy, addedAt } = row;
      if (has.has(publication.id)) {
        bothTags.push({
          publication: publication.id,
          label,
          addedBy: addedBy?.id ?? null,
          addedAt: addedAt.toISOString(),
        });
        em.remove(row);
      } else {
        tags.push({ id, label });
        row.label = to;
        has.add(publication.id);
      }
    }
    const searches = await changeSearches(em, ['tag'], { from, to: [to] });
    const touched = others.map(({ publication }) => publication.id);
    return {
      kind: 'tags',
      concept: null,
      words: `${listed(from.map(quoted))} became ${quoted(to)} in ${counted(new Set(touched).size, 'publication')}.`,
      before: { labels: from },
      after: { label: to },
      undo: { tags, bothTags, searches },
      publications: touched,
    };
  });
}
