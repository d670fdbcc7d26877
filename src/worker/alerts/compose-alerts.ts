import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import {
  AlertLine,
  AlertMessage,
  type AlertRhythm,
  OutboxRow,
  Publication,
  SearchAlert,
} from '#shared/entities/index.ts';
import { SearchUnavailable } from '#shared/errors.ts';
import { addDays, londonDay, londonInstant, weekOf } from '#shared/london.ts';
import { newMessageId } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { findNew, type NewPublication } from './find-new.ts';

type Work = Pick<Services, 'em' | 'search' | 'clock' | 'log'>;

/** When weekly alerts go out, on Mondays, London time: as digests do. */
const weeklyTime = '07:00';
/** While the index is catching up, an alert is looked at no more often than this. */
const patience = minute;

/** The last Monday at 7am before this instant. */
function lastMonday(at: Date): Date {
  const { startsOn } = weekOf(londonDay(at));
  const thisWeek = londonInstant(startsOn, weeklyTime);
  return thisWeek <= at ? thisWeek : londonInstant(addDays(startsOn, -7), weeklyTime);
}

/**
 * How the library stands, told by the numbers that every indexed change raises; null while the
 * index has not taken up all of it.
 */
async function libraryState(em: Services['em']): Promise<string | null> {
  const [row] = await em.execute<{ n: number | string; raised: number | string }[]>(
    'select count(*) as n, coalesce(sum(index_number), 0) as raised from publication',
  );
  return (await em.count(OutboxRow)) > 0 ? null : `${row?.n}:${row?.raised}`;
}

function isDue(alert: SearchAlert, state: string | null, at: Date): boolean {
  if (alert.rhythm === 'weekly') return alert.checkedAt < lastMonday(at);
  if (state !== null) return alert.checkedState !== state;
  return at.getTime() - alert.checkedAt.getTime() > patience;
}

interface AlertNews {
  alert: SearchAlert;
  publications: NewPublication[];
}

/** What none of these alerts has listed yet: somebody may have looked at the same time. */
async function notListedYet(em: Services['em'], found: AlertNews[]): Promise<AlertNews[]> {
  const lines = await em.find(
    AlertLine,
    { alert: { $in: found.map(({ alert }) => alert.id) } },
    { fields: ['alert', 'publication'] },
  );
  const key = (alertId: number, publicationId: number) => `${alertId} ${publicationId}`;
  const listed = new Set(lines.map(({ alert, publication }) => key(alert.id, publication.id)));
  return found
    .map(({ alert, publications }) => ({
      alert,
      publications: publications.filter(({ publicationId }) => {
        const one = key(alert.id, publicationId);
        const isNew = !listed.has(one);
        listed.add(one);
        return isNew;
      }),
    }))
    .filter(({ publications }) => publications.length > 0);
}

/** Message and ledger in one transaction: what a message lists is never listed again. */
async function write(
  work: Work,
  given: { found: AlertNews[]; rhythm: AlertRhythm; state: string | null; at: Date; host: string },
): Promise<void> {
  const { found, rhythm, state, at, host } = given;
  await work.em.fork().transactional(async (em) => {
    const ids = found.map(({ alert }) => alert.id);
    // Somebody may have stopped it meanwhile; who looks for the same waits here until this is written.
    const alerts = await em.find(
      SearchAlert,
      { id: { $in: ids } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    const standing = new Set(alerts.map(({ id }) => id));
    const some = await notListedYet(
      em,
      found.filter(({ alert }) => standing.has(alert.id)),
    );
    const user = alerts[0]?.user;
    if (some.length > 0 && user) {
      const message = em.create(AlertMessage, {
        user,
        rhythm,
        createdAt: at,
        messageId: newMessageId('alert', host),
        stopToken: randomBytes(24).toString('base64url'),
        nextAttemptAt: at,
        waitsSince: at,
      });
      for (const { alert, publications } of some) {
        publications.forEach(({ publicationId, ...line }, position) => {
          em.create(AlertLine, {
            alert: em.getReference(SearchAlert, alert.id),
            publication: em.getReference(Publication, publicationId),
            message,
            position,
            ...line,
          });
        });
      }
    }
    for (const alert of alerts) {
      alert.checkedAt = at;
      alert.checkedState = state;
    }
  });
}

/** Looks for what is new for one person's alerts of one rhythm, and writes it down. */
async function composeFor(
  work: Work,
  em: Services['em'],
  given: { group: SearchAlert[]; state: string | null; at: Date; host: string },
): Promise<void> {
  const { group, ...when } = given;
  const found: AlertNews[] = [];
  for (const alert of group) {
    found.push({
      alert,
      publications: await findNew({ em, search: work.search, clock: work.clock }, alert),
    });
  }
  await write(work, { found, rhythm: group[0]?.rhythm ?? 'weekly', ...when });
}

/**
 * Looks for what is new for every alert that is due, and writes one message for each person and
 * rhythm where there is something. Nothing new, no message.
 */
export async function composeAlerts(work: Work, given: { host: string }): Promise<void> {
  const em = work.em.fork();
  const at = work.clock();
  const alerts = await em.find(
    SearchAlert,
    { user: { isActive: true } },
    { populate: ['search'], orderBy: { user: 'asc', rhythm: 'asc', id: 'asc' } },
  );
  if (alerts.length === 0) return;
  const state = await libraryState(em);
  const due = alerts.filter((alert) => isDue(alert, state, at));
  const groups = Map.groupBy(due, ({ user, rhythm }) => `${user.id} ${rhythm}`);
  for (const group of groups.values()) {
    // One person's alerts are one boundary: what goes wrong with them keeps nobody else waiting.
    await composeFor(work, em, { group, state, at, host: given.host }).catch((error: unknown) => {
      if (error instanceof SearchUnavailable) throw error;
      work.log.error({ err: error }, 'the alerts of one person could not be looked for');
    });
  }
}
