import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { Scan, Source, User } from '#shared/entities/index.ts';
import { DeliveryFailure } from '#shared/errors.ts';
import { instantInWords } from '#shared/london.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from '#shared/sources/readable-kinds.ts';
import { lastingHealthOf } from '#shared/sources/source-health.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'config' | 'log' | 'holder'>;
type Trouble = NonNullable<Source['alertedOf']>;

/** A source that fails at night and is back in the morning is nobody's mail. */
const patience = { failures: 3, milliseconds: 6 * 3_600_000 };

/** One that fails every night is in trouble all the time, not anew each evening. */
const wellAfter = 24 * 3_600_000;

/** What is wrong with a source so that a person should know; null while nothing is. */
function troubleOf(source: Source, at: Date): Trouble | null {
  const { state } = lastingHealthOf(source, at, true);
  if (state === 'quiet' || state === 'ended') return state;
  if (state !== 'failing' || !source.firstFailedAt) return null;
  const isRepeated =
    source.failures >= patience.failures &&
    at.getTime() - source.firstFailedAt.getTime() >= patience.milliseconds;
  return isRepeated ? 'failing' : null;
}

const headings: Record<Trouble, string> = {
  failing: 'could not be read repeatedly',
  quiet: 'is quieter than expected',
  ended: 'has ended',
};

interface News {
  begun: { source: Source; trouble: Trouble; explanation: string }[];
  over: { source: Source; trouble: Trouble; since: Date }[];
}

/** Since when a source is free of what administrators were told of; null while it is not. */
async function freeSince(em: Services['em'], source: Source): Promise<Date | null> {
  const { alertedOf, alertedAt, lastNewAt } = source;
  // Failing again for a moment is not over yet: only a source that is read is.
  if (!alertedOf || !alertedAt || source.failures > 0) return null;
  if (alertedOf === 'quiet') return lastNewAt && lastNewAt > alertedAt ? lastNewAt : alertedAt;
  const failed =
    alertedOf === 'failing'
      ? await em.findOne(Scan, { source, outcome: 'failed' }, { orderBy: { id: 'desc' } })
      : null;
  const read = await em.findOne(
    Scan,
    {
      source,
      outcome: { $in: ['read', 'not-modified'] },
      ...(failed ? { id: { $gt: failed.id } } : { startedAt: { $gt: alertedAt } }),
    },
    { orderBy: { id: 'asc' } },
  );
  return read?.endedAt ?? null;
}

async function newsOf(em: Services['em'], sources: Source[], at: Date): Promise<News> {
  const news: News = { begun: [], over: [] };
  for (const source of sources) {
    // Nobody looks at a paused source: it is neither in trouble nor well.
    if (source.isPaused) continue;
    const trouble = troubleOf(source, at);
    const told = source.alertedOf ?? null;
    if (trouble === told) continue;
    const since = told ? await freeSince(em, source) : null;
    const isFree = since !== null && at.getTime() - since.getTime() >= wellAfter;
    // Quiet is what remains of a source that failed: told when failing is over, not before.
    if (trouble && (isFree || !(told === 'failing' && trouble === 'quiet'))) {
      const { explanation } = lastingHealthOf(source, at, true);
      news.begun.push({ source, trouble, explanation });
    } else if (!trouble && told && isFree) news.over.push({ source, trouble: told, since });
  }
  return news;
}

const endings: Record<Trouble, string> = {
  failing: 'is well again: it has been read without trouble for a day',
  quiet: 'is well again: it has something new, and has been well for a day',
  ended: 'is well again: it has been read for a day and no longer says that it has ended',
};

function messageOf({ begun, over }: News, baseUrl: string, isDemonstration: boolean) {
  const [only] = begun;
  const subject =
    begun.length === 1 && over.length === 0 && only
      ? `${only.source.name} ${headings[only.trouble]}`
      : begun.length > 0
        ? `${begun.length} ${begun.length === 1 ? 'source needs' : 'sources need'} a look`
        : over.length === 1
          ? `${over[0]?.source.name} is read again`
          : `${over.length} sources are read again`;
  const text = [
    ...begun.flatMap(({ source, trouble, explanation }) => [
      `${source.name} ${headings[trouble]}.`,
      explanation,
      `${baseUrl}/sources/${source.id}`,
      '',
    ]),
    ...over.flatMap(({ source, trouble, since }) => [
      `${source.name} ${endings[trouble]}, since ${instantInWords(since)}${source.alertedAt ? ` (you were told on ${instantInWords(source.alertedAt)})` : ''}.`,
      `${baseUrl}/sources/${source.id}`,
      '',
    ]),
    begun.length > 0
      ? 'It is tried again for ever. You are told once, when it has been well for a day; until then, trouble that comes and goes is not told again.'
      : '',
    ...(isDemonstration
      ? ['Demonstration. Fictional publications and plan; no council’s own.']
      : []),
  ].join('\n');
  return { subject, text };
}

/** Hands the message to all; false when nobody could be reached, and it is tried again. */
async function mailAll(work: Work, emails: string[], message: { subject: string; text: string }) {
  let isSent = false;
  for (const to of emails) {
    try {
      await work.mailer.send({ to, ...message });
      isSent = true;
    } catch (error) {
      if (!(error instanceof DeliveryFailure)) throw error;
      work.log.warn({ reason: error.message }, 'an alert could not be mailed');
    }
  }
  return isSent;
}

/**
 * Tells administrators, in one mail, of sources that began to fail, fell quiet or ended, and of
 * those that have been well for a day: once at the beginning and once at the end of each.
 *
 * @returns how many sources were told of
 */
export async function tellAdministrators(
  work: Work,
  { baseUrl }: { baseUrl: string },
): Promise<number> {
  if (!work.mailer.isConfigured) return 0;
  const at = work.clock();
  const lease = { name: 'alerts', holder: work.holder, seconds: 300 };
  if (!(await holdLease(work.em, { ...lease, at }))) return 0;
  try {
    const em = work.em.fork();
    const sources = (await em.find(Source, {}, { orderBy: { name: 'asc' } })).filter(({ kind }) =>
      isReadable(kind),
    );
    const news = await newsOf(em, sources, at);
    if (news.begun.length + news.over.length === 0) return 0;
    const administrators = await em.find(User, {
      role: { $in: rolesThatMay('watch the service') },
      isActive: true,
    });
    const message = messageOf(news, baseUrl, work.config.isDemonstration);
    if (
      !(await mailAll(
        work,
        administrators.map(({ email }) => email),
        message,
      ))
    )
      return 0;
    for (const { source, trouble } of news.begun) {
      source.alertedOf = trouble;
      source.alertedAt = at;
    }
    for (const { source } of news.over) {
      source.alertedOf = null;
      source.alertedAt = null;
    }
    await em.flush();
    return news.begun.length + news.over.length;
  } finally {
    await releaseLease(work.em, lease.name, lease.holder);
  }
}
