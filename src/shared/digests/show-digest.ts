import {
  Delivery,
  type Digest,
  DigestLeftOut,
  DigestLine,
  type DigestState,
  PassedOver,
  Publication,
  Subscriber,
} from '#shared/entities/index.ts';
import { standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { type DigestWording, digestWording } from './digest-wording.ts';
import type { LeftOut } from './left-out.ts';
import { type Line, type Selection, selectLines } from './select-lines.ts';
import { ensureDigest, isMissed } from './weeks.ts';

export interface DeliveryCounts {
  sent: number;
  waiting: number;
  /** Of those that wait: tried, not taken, and tried again. */
  held: { email: string; reason: string | null; nextAttemptAt: Date | null }[];
  failed: { email: string; reason: string | null }[];
}

export interface DigestView extends Selection {
  week: string;
  startsOn: string;
  endsOn: string;
  state: DigestState;
  intro: string | null;
  sendAt: Date;
  sentAt: Date | null;
  approved: { at: Date; by: string | null } | null;
  /** Titles of frozen lines that were set aside, or are to be judged again, since. */
  noLongerKept: string[];
  /** Of a draft: words to look at before it leaves. */
  wording: DigestWording[];
  /** Of what is frozen: words that were left as they are, and why. */
  passedOver: { words: string; kind: string; reason: string; by: string | null; at: Date }[];
  subscribers: number;
  deliveries: DeliveryCounts;
}

async function frozenRows(em: Services['em'], digest: Digest): Promise<DigestLine[]> {
  return em.find(
    DigestLine,
    { digest },
    { populate: ['publication.source'], orderBy: { position: 'asc' } },
  );
}

const frozenLine = (row: DigestLine): Line => ({
  publicationId: row.publication.id,
  group: row.group,
  title: row.title,
  publisher: row.publisher,
  publishedOn: row.publishedOn ?? null,
  url: row.url ?? null,
  // Frozen is what was chosen and written; what may be shown of it is asked now.
  summary: textExitOf(row.publication).unasked(row.summary),
  meaning: row.meaning ?? null,
  describesAbuse: row.publication.describesAbuse === true,
  standing: standingOf(row.publication),
  why: row.why,
  again: row.again ?? null,
});

/** What was left out when it was frozen, by name. */
async function frozenLeftOut(em: Services['em'], digest: Digest): Promise<LeftOut[]> {
  const rows = await em.find(
    DigestLeftOut,
    { digest },
    { populate: ['publication'], orderBy: { id: 'asc' } },
  );
  return rows.map(({ publication, kind, reason }) => ({
    publicationId: publication.id,
    title: publication.title,
    kind,
    reason,
  }));
}

/** As readers see it: what goes out once more says so where it says why it is there. */
const withAgain = (line: Line): Line =>
  line.again
    ? { ...line, why: `${line.why} Sent once more: ${line.again.replace(/[.]?$/, '.')}` }
    : line;

type Frozen = Pick<DigestView, 'lines' | 'leftOut' | 'waits' | 'noLongerKept'>;

/** A frozen digest: its lines and what it left out as they were, and what has come to wait since. */
async function asFrozen(em: Services['em'], digest: Digest, now: Selection): Promise<Frozen> {
  const rows = await frozenRows(em, digest);
  const named = await frozenLeftOut(em, digest);
  const isLater = ({ kind }: LeftOut) => kind === 'later';
  const isNew = (one: LeftOut) =>
    !named.some(({ publicationId }) => publicationId === one.publicationId);
  return {
    lines: rows.map(frozenLine),
    leftOut: [...named.filter((one) => !isLater(one)), ...now.leftOut.filter(isNew)],
    waits: [...named.filter(isLater), ...now.waits.filter(isNew)],
    noLongerKept: rows
      .filter(({ publication }) => publication.status !== 'kept' && !publication.mergedIntoId)
      .map(({ title }) => title),
  };
}

async function passedOverOf(em: Services['em'], digest: Digest): Promise<DigestView['passedOver']> {
  const rows = await em.find(
    PassedOver,
    { digest },
    { populate: ['passedBy'], orderBy: { id: 'asc' } },
  );
  return rows.map(({ words, kind, reason, passedBy, passedAt }) => ({
    words,
    kind,
    reason,
    by: passedBy?.name ?? passedBy?.email ?? null,
    at: passedAt,
  }));
}

async function deliveryCounts(em: Services['em'], digest: Digest): Promise<DeliveryCounts> {
  const rows = await em.find(Delivery, { digest }, { populate: ['subscriber'] });
  return {
    sent: rows.filter(({ state }) => state === 'sent').length,
    waiting: rows.filter(({ state }) => state === 'waiting' || state === 'sending').length,
    held: rows
      .filter(({ state, reason }) => state === 'waiting' && reason)
      .map(({ subscriber, reason, nextAttemptAt }) => ({
        email: subscriber.email,
        reason: reason ?? null,
        nextAttemptAt: nextAttemptAt ?? null,
      })),
    failed: rows
      .filter(({ state }) => state === 'failed')
      .map(({ subscriber, reason }) => ({ email: subscriber.email, reason: reason ?? null })),
  };
}

/**
 * One week's digest: a draft that follows the library, or what was frozen.
 *
 * @param given.withWording false for readers who are not shown what the check finds: it is not made then
 * @throws {NotFound}
 */
export async function showDigest(
  services: Pick<Services, 'em' | 'clock'>,
  week: string,
  { withWording = true }: { withWording?: boolean } = {},
): Promise<DigestView> {
  const { em } = services;
  const digest = await ensureDigest(services, week);
  const days = daysOfWeek(week) ?? { week, startsOn: digest.startsOn, endsOn: digest.endsOn };
  const now = await selectLines(services, days);
  const state = isMissed(digest, services.clock()) ? 'missed' : digest.state;
  const isOpen = state === 'draft' || state === 'missed';
  const shown = isOpen ? { ...now, noLongerKept: [] } : await asFrozen(em, digest, now);
  const { approvedBy } = digest;
  const leaving = [...shown.lines, ...now.ifSent];
  return {
    week,
    startsOn: digest.startsOn,
    endsOn: digest.endsOn,
    state,
    intro: digest.intro ?? null,
    sendAt: digest.sendAt,
    sentAt: digest.sentAt ?? null,
    approved: digest.approvedAt
      ? { at: digest.approvedAt, by: approvedBy?.name ?? approvedBy?.email ?? null }
      : null,
    ...now,
    ...shown,
    lines: shown.lines.map(withAgain),
    ifSent: now.ifSent.map(withAgain),
    wording:
      isOpen && withWording
        ? await digestWording(em, { intro: digest.intro ?? null, lines: leaving })
        : [],
    passedOver: isOpen ? [] : await passedOverOf(em, digest),
    subscribers: await em.count(Subscriber, { unsubscribedAt: null, failure: null }),
    deliveries: await deliveryCounts(em, digest),
  };
}

/** As it goes out when somebody sends it now: a missed week takes what it would have carried. */
export const asSent = (digest: DigestView): DigestView => ({
  ...digest,
  lines: [...digest.lines, ...digest.ifSent],
});

/** How many publications of the library wait to be judged: said on the draft's page. */
export const countToJudge = ({ em }: Pick<Services, 'em'>): Promise<number> =>
  em.count(Publication, { status: 'new', isBacklog: false });
