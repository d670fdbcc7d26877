import type { Actor } from '#shared/database/record-audit.ts';
import { presentWeek } from '#shared/digests/weeks.ts';
import { Publication } from '#shared/entities/index.ts';
import { addUser } from '#shared/people/users.ts';
import type { OpenServices } from '#shared/services.ts';
import { assign } from '#shared/sift/assign.ts';
import { writeCriteria } from '#shared/sift/criteria.ts';
import { noteMinutes } from '#shared/sift/minutes.ts';
import { putOff } from '#shared/sift/put-off.ts';

const criteria = `We keep what tells us something new about how children are exploited, or what helps them, and what asks something of us.
• about children up to 18, or young adults who were exploited as children
• from England, or from elsewhere where it would work here
• a duty, a finding, or a practice that somebody has looked at
We set aside announcements, and what we have already.`;

async function idOf(services: OpenServices, title: string): Promise<number | null> {
  const found = await services.orm.em
    .fork()
    .findOne(Publication, { title: { $like: `${title}%` }, status: 'new' });
  return found?.id ?? null;
}

/** What the sub-group keeps, and what was put off last week: it is back in this week's sift. */
export async function siftLastWeek(services: OpenServices, by: Actor): Promise<void> {
  await writeCriteria(services.fork(), { text: criteria, by });
  const { week } = presentWeek(services.clock());
  await noteMinutes(services.fork(), { week, minutes: 25, by });
  const [waiting] = await services.orm.em
    .fork()
    .find(
      Publication,
      { status: 'new', source: { mayShow: 'text' } },
      { orderBy: { publishedOn: 'desc' }, limit: 1 },
    );
  if (!waiting) return;
  const why = 'The annex with the figures is to come on Thursday';
  await putOff(services.fork(), { publicationId: waiting.id, why, by });
}

/** Somebody who knows licensing is asked about what came in on taxis, or whatever waits. */
export async function siftThisWeek(services: OpenServices, by: Actor): Promise<void> {
  const member = await addUser(services.fork(), {
    email: 'licensing@demonstration.example',
    name: 'Licensing officer',
    role: 'member',
    by,
  });
  const publicationId =
    (await idOf(services, 'Taxi')) ?? (await idOf(services, 'Night')) ?? (await idOf(services, ''));
  if (publicationId === null) return;
  const note = 'Does our own policy say this already?';
  await assign(services.fork(), { publicationId, to: member.id, note, by });
}
