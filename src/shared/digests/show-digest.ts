import {
  Delivery,
  type Digest,
  DigestLine,
  type DigestState,
  Publication,
  Subscriber,
} from '#shared/entities/index.ts';
import { standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { daysOfWeek } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { type LeftOut, type Line, selectLines } from './select-lines.ts';
import { ensureDigest } from './weeks.ts';

export interface DeliveryCounts {
  sent: number;
  waiting: number;
  failed: { email: string; reason: string | null }[];
}

export interface DigestView {
  week: string;
  startsOn: string;
  endsOn: string;
  state: DigestState;
  intro: string | null;
  sendAt: Date;
  sentAt: Date | null;
  approved: { at: Date; by: string | null } | null;
  /** Frozen once approved; until then as the library stands. */
  lines: Line[];
  leftOut: LeftOut[];
  subscribers: number;
  deliveries: DeliveryCounts;
}

async function frozenLines(em: Services['em'], digest: Digest): Promise<Line[]> {
  const rows = await em.find(
    DigestLine,
    { digest },
    { populate: ['publication.source'], orderBy: { position: 'asc' } },
  );
  return rows.map((row) => ({
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
  }));
}

async function deliveryCounts(em: Services['em'], digest: Digest): Promise<DeliveryCounts> {
  const rows = await em.find(Delivery, { digest }, { populate: ['subscriber'] });
  return {
    sent: rows.filter(({ state }) => state === 'sent').length,
    waiting: rows.filter(({ state }) => state === 'waiting' || state === 'sending').length,
    failed: rows
      .filter(({ state }) => state === 'failed')
      .map(({ subscriber, reason }) => ({ email: subscriber.email, reason: reason ?? null })),
  };
}

/** One week's digest: a draft that follows the library, or what was frozen. @throws {NotFound} */
export async function showDigest(
  services: Pick<Services, 'em' | 'clock'>,
  week: string,
): Promise<DigestView> {
  const { em } = services;
  const digest = await ensureDigest(services, week);
  const days = daysOfWeek(week) ?? { week, startsOn: digest.startsOn, endsOn: digest.endsOn };
  const isDraft = digest.state === 'draft' || digest.state === 'missed';
  const { lines, leftOut } = isDraft
    ? await selectLines(services, days)
    : { lines: await frozenLines(em, digest), leftOut: [] };
  const { approvedBy } = digest;
  return {
    week,
    startsOn: digest.startsOn,
    endsOn: digest.endsOn,
    state: digest.state,
    intro: digest.intro ?? null,
    sendAt: digest.sendAt,
    sentAt: digest.sentAt ?? null,
    approved: digest.approvedAt
      ? { at: digest.approvedAt, by: approvedBy?.name ?? approvedBy?.email ?? null }
      : null,
    lines,
    leftOut,
    subscribers: await em.count(Subscriber, { unsubscribedAt: null, failure: null }),
    deliveries: await deliveryCounts(em, digest),
  };
}

/** How many publications of the library wait to be judged: said on the draft's page. */
export const countToJudge = ({ em }: Pick<Services, 'em'>): Promise<number> =>
  em.count(Publication, { status: 'new', isBacklog: false });
