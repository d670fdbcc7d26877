import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { type AlertRhythm, SavedSearch, User } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { writeAlert } from './set-alert.ts';

const longestName = 100;
/** Searches of one person: more than anybody can follow. */
const most = 200;

/** A name that this person has not given to another search. @throws {Invalid} */
export async function usableName(
  em: EntityManager,
  given: { name: string; ownerId: number; exceptId?: number },
): Promise<string> {
  const name = lineOfText(given.name).replace(/\s+/g, ' ');
  if (!name) throw new Invalid('Give the search a name', 'name');
  if (name.length > longestName) {
    throw new Invalid(`Keep the name to ${longestName} characters`, 'name');
  }
  const known = await em.findOne(SavedSearch, { owner: given.ownerId, name });
  if (known && known.id !== given.exceptId) {
    throw new Invalid(`You have a search named “${name}” already. Choose another name`, 'name');
  }
  return name;
}

/**
 * Saves a search under a name.
 *
 * @param given.parameters as an address has them: "q=RHI&theme=missing"
 * @param given.alert whether to mail the person what is new for it
 * @throws {Invalid} for a name that is missing, too long or taken
 */
export async function saveSearch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: {
    name: string;
    parameters: string;
    isShared: boolean;
    alert: AlertRhythm | null;
    userId: number;
    by: Actor;
  },
): Promise<SavedSearch> {
  const { userId, parameters, isShared, by } = given;
  const at = clock();
  return em.transactional(async (em) => {
    const name = await usableName(em, { name: given.name, ownerId: userId });
    if ((await em.count(SavedSearch, { owner: userId })) >= most) {
      throw new Invalid(`You have saved ${most} searches. Delete one that you no longer need`);
    }
    const owner = em.getReference(User, userId);
    const search = em.create(SavedSearch, { name, parameters, isShared, owner, createdAt: at });
    await em.flush();
    if (given.alert) await writeAlert(em, { search, userId, rhythm: given.alert, at });
    if (isShared) {
      const subject = { type: 'search', id: search.id } as const;
      const after = { name, search: parameters };
      recordMethodChange(em, { by, at, action: 'search.shared', subject, after }, { name });
    }
    return search;
  });
}
