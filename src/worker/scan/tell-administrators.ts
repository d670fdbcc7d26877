import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { Scan, Source, User } from '#shared/entities/index.ts';
import { instantInWords } from '#shared/london.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import { rolesThatMay } from '#shared/people/permissions.ts';
import type { Services } from '#shared/services.ts';
import { isReadable } from '#shared/sources/readable-kinds.ts';
import { lastingHealthOf } from '#shared/sources/source-health.ts';
import { day, hour } from '#shared/text/durations.ts';
import { counted } from '#shared/text/in-words.ts';
import type { SourceTroubles } from '../letters/source-troubles.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer' | 'holder'>;
type Trouble = NonNullable<Source['alertedOf']>;

/** A source that fails at night and is back in the morning is nobody's mail. */
const patience = { failures: 3, milliseconds: 6 * hour };

/** One that fails every night is in trouble all the time, not anew each evening. */
const wellAfter = day;

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

/** Adds what is to be told of one source, if anything is. */
async function addNews(
  em: Services['em'],
  news: News,
  { source, at }: { source: Source; at: Date },
): Promise<void> {
  const trouble = troubleOf(source, at);
  const told = source.alertedOf ?? null;
  if (trouble === told) return;
  const since = told ? await freeSince(em, source) : null;
  const isFree = since !== null && at.getTime() - since.getTime() >= wellAfter;
  // Quiet is what remains of a source that failed: told when failing is over, not before.
  if (trouble && (isFree || !(told === 'failing' && trouble === 'quiet'))) {
    const { explanation } = lastingHealthOf(source, at, true);
    news.begun.push({ source, trouble, explanation });
  } else if (!trouble && told && isFree) news.over.push({ source, trouble: told, since });
}

async function newsOf(em: Services['em'], sources: Source[], at: Date): Promise<News> {
  const news: News = { begun: [], over: [] };
  // Nobody looks at a paused source: it is neither in trouble nor well.
  for (const source of sources.filter(({ isPaused }) => !isPaused)) {
    await addNews(em, news, { source, at });
  }
  return news;
}

const endings: Record<Trouble, string> = {
  failing: 'is well again: it has been read without trouble for a day',
  quiet: 'is well again: it has something new, and has been well for a day',
  ended: 'is well again: it has been read for a day and no longer says that it has ended',
};

function subjectOf({ begun, over }: News): string {
  const [only] = begun;
  if (only && begun.length === 1 && over.length === 0)
    return `${only.source.name} ${headings[only.trouble]}`;
  if (begun.length > 0) return `${counted(begun.length, 'source needs', 'sources need')} a look`;
  return over.length === 1
    ? `${over[0]?.source.name} is read again`
    : `${over.length} sources are read again`;
}

/** What the letter says, as the sources stand now. */
function letterOf(news: News): SourceTroubles {
  const { begun, over } = news;
  return {
    subject: subjectOf(news),
    sources: [
      ...begun.map(({ source, trouble, explanation }) => ({
        sourceId: source.id,
        words: `${source.name} ${headings[trouble]}.\n${explanation}`,
      })),
      ...over.map(({ source, trouble, since }) => ({
        sourceId: source.id,
        words: `${source.name} ${endings[trouble]}, since ${instantInWords(since)}${source.alertedAt ? ` (you were told on ${instantInWords(source.alertedAt)})` : ''}.`,
      })),
    ],
    end:
      begun.length > 0
        ? 'It is tried again for ever. You are told once, when it has been well for a day; until then, trouble that comes and goes is not told again.'
        : null,
  };
}

/** Writes the letters and what was told in one transaction: nobody is told twice, or not at all. */
async function tell(
  em: Services['em'],
  news: News,
  letter: { to: User[]; host: string; at: Date },
): Promise<void> {
  const { at } = letter;
  await em.transactional(async (em) => {
    await writeLetters(em, {
      kind: 'source-troubles',
      about: at.toISOString(),
      content: letterOf(news),
      ...letter,
    });
    for (const { source, trouble } of news.begun) {
      source.alertedOf = trouble;
      source.alertedAt = at;
    }
    for (const { source } of news.over) {
      source.alertedOf = null;
      source.alertedAt = null;
    }
  });
}

/**
 * Tells administrators, in one letter, of sources that began to fail, fell quiet or ended, and of
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
    const to = await em.find(User, {
      role: { $in: rolesThatMay('watch the service') },
      isActive: true,
    });
    if (to.length === 0) return 0;
    await tell(em, news, { to, host: new URL(baseUrl).hostname, at });
    return news.begun.length + news.over.length;
  } finally {
    await releaseLease(work.em, lease.name, lease.holder);
  }
}
