import { Deferral } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';
import { personOf } from '../database/person-of.ts';
import { siftWeek } from '../judging/sift/put-by.ts';
import { longestWhy } from './verdicts.ts';

/**
 * Puts a publication off until the next week's sift, where it comes first, with who and why.
 *
 * @throws {NotFound} @throws {Invalid} without a reason
 */
export async function putOff(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & { why: string },
): Promise<void> {
  const why = lineOfText(given.why).replace(/\s+/g, ' ').trim();
  if (!why) throw new Invalid('Say why it is put off', 'why');
  if (why.length > longestWhy)
    throw new Invalid(`Keep the reason to ${longestWhy} characters`, 'why');
  await changePublication(services, given, async (em, publication, at) => {
    const known = await em.findOne(Deferral, { publication });
    const row = known ?? em.create(Deferral, { publication, week: '', why, at });
    Object.assign(row, { week: siftWeek(at), why, by: personOf(em, given.by), at });
    return { action: 'publication.put-off', after: { later: row.week }, reason: why };
  });
}
