import type { NamedPublication } from '#shared/entities/shown-link.ts';
import type { Services } from '#shared/services.ts';
import { wordsOf } from '#shared/text/words.ts';
import { findTitles } from './find-titles.ts';

/** Words of the library that a half-typed word may become. */
const completions = 8;
/** Hits looked at; those that have the words in the text only are left out. */
const lookedAt = 15;

const beginsLike = (title: string, typed: string[]) => {
  const words = wordsOf(title).map(({ folded }) => folded);
  return typed.every((start) => words.some((word) => word.startsWith(start)));
};

/**
 * Publications whose title has all these words, the last of which may be half typed; best first.
 *
 * @param given.text at least one word
 */
export async function completeTitles(
  { em, search }: Pick<Services, 'em' | 'search'>,
  given: { text: string; limit: number },
): Promise<NamedPublication[]> {
  const typed = wordsOf(given.text).map(({ folded }) => folded);
  const last = typed.at(-1);
  if (!last) return [];
  const endings = [...new Set([last, ...(await search.complete(last, completions))])];
  const { hits } = await search.search({
    words: [...typed.slice(0, -1), endings.join(' OR ')].join(' '),
    size: lookedAt,
    expand: false,
    correct: false,
  });
  const named = new Map(
    (
      await findTitles(
        { em },
        hits.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  return hits
    .flatMap(({ id }) => {
      const publication = named.get(id);
      return publication && beginsLike(publication.title, typed) ? publication : [];
    })
    .slice(0, given.limit);
}
