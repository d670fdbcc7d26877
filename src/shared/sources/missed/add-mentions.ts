import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Mention, type MentionWay, Publication, User } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { londonDay } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { counted } from '#shared/text/in-words.ts';
import { findPublications } from './find-publications.ts';
import { type Known, setAsideAt } from './known.ts';
import { type ListedItem, mostItems } from './list-lines.ts';
import { compareAll, reachedBy, type ShownCompared, shownOf } from './show-missed.ts';

/** A list that reached the group. */
export interface GivenList {
  way: MentionWay;
  /** Which newsletter, meeting or list it was. */
  origin: string | null;
  /** The day on which it reached the group, "YYYY-MM-DD"; today when null. */
  reachedOn: string | null;
  items: ListedItem[];
}

const longestOrigin = 300;

function check({ origin, reachedOn, items }: GivenList, now: Date): void {
  if (items.length === 0) {
    throw new Invalid('Nothing in it looks like a publication: give titles or addresses.', 'text');
  }
  if (items.length > mostItems) throw new Invalid(`Give at most ${mostItems} at once.`, 'text');
  if ((origin?.length ?? 0) > longestOrigin)
    throw new Invalid(`Keep it to ${longestOrigin} characters.`, 'origin');
  if (reachedOn && reachedOn > londonDay(now))
    throw new Invalid('The day lies in the future.', 'reachedOn');
}

/** The things of a list as they are compared, each with its publication where the library has it. */
async function knownFrom(em: Services['em'], given: GivenList, now: Date): Promise<Known[]> {
  const ids = await findPublications(em, given.items);
  const rows = await em.find(Publication, { id: { $in: ids.filter((id) => id !== null) } });
  const publications = new Map(rows.map((row) => [row.id, row]));
  const reachedAt = reachedBy(given.reachedOn ?? londonDay(now), now);
  return given.items.map((item, at) => {
    const publication = publications.get(ids[at] ?? 0);
    return {
      ...item,
      id: null,
      way: given.way,
      origin: given.origin,
      reachedAt,
      publicationId: publication?.id ?? null,
      isDecided: false,
      wasSetAside: publication ? setAsideAt(publication, reachedAt) : null,
      isLeftOut: false,
    };
  });
}

/**
 * Says what the scan had of a list, before anything of it is kept.
 *
 * @throws {Invalid} with field text, origin or reachedOn
 */
export async function previewMentions(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: GivenList,
): Promise<ShownCompared[]> {
  check(given, clock());
  const added = await knownFrom(em, given, clock());
  const compared = await compareAll(em, { added, isWanted: ({ id }) => id === null });
  return shownOf(em, compared);
}

/**
 * Notes what reached the group by another way; nothing of it is fetched.
 *
 * @returns their ids, in the order of the list
 * @throws {Invalid} with field text, origin or reachedOn
 */
export async function addMentions(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: GivenList & { by: Actor },
): Promise<number[]> {
  const at = clock();
  check(given, at);
  const { by, way, origin } = given;
  return em.transactional(async (em) => {
    const known = await knownFrom(em, given, at);
    const mentions = known.map((one) =>
      em.create(Mention, {
        way,
        title: one.title,
        url: one.url,
        publisher: one.publisher,
        publishedOn: one.publishedOn,
        origin,
        reachedAt: one.reachedAt,
        addedBy: by.userId === null ? null : em.getReference(User, by.userId),
        addedAt: at,
        publication: one.publicationId,
        wasSetAside: one.wasSetAside,
      }),
    );
    await em.flush();
    recordAudit(em, {
      by,
      at,
      action: 'mention.added',
      subject: { type: 'mention', id: mentions[0]?.id ?? '' },
      after: {
        way,
        origin,
        reachedOn: londonDay(mentions[0]?.reachedAt ?? at),
        label: counted(mentions.length, 'publication'),
      },
    });
    return mentions.map(({ id }) => id);
  });
}
