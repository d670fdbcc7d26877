import { z } from '@hono/zod-openapi';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { digestGroups, leftOutKinds } from '#shared/entities/index.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import { standing } from './plans/links-schemas.ts';

export const state = z.enum(['draft', 'approved', 'sending', 'sent', 'missed']);

export const digest = z
  .object({
    week: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    state,
    sendAt: z.string(),
    sentAt: z.string().nullable(),
    lines: z.number().int().nullable(),
    sent: z.number().int(),
  })
  .openapi('Digest');

const line = z.object({
  publicationId: z.number().int(),
  group: z.enum(digestGroups),
  title: z.string(),
  publisher: z.string(),
  publishedOn: z.string().nullable(),
  url: z.string().nullable(),
  summary: z.string().nullable(),
  meaning: z.string().nullable(),
  describesAbuse: z.boolean(),
  standing,
  why: z.string(),
  /** Why it goes out once more; null the first time. */
  again: z.string().nullable(),
});

/** Words to look at before a draft leaves. */
const wording = z.object({
  key: z.string(),
  kind: z.enum(['blaming', 'identifying', 'abbreviation']),
  publicationId: z.number().int().nullable(),
  field: z.enum(['intro', 'title', 'meaning', 'summary', 'again']),
  start: z.number().int(),
  end: z.number().int(),
  words: z.string(),
  better: z.string().nullable(),
  why: z.string(),
  isQuoted: z.boolean(),
});

const notIn = z.object({
  publicationId: z.number().int(),
  title: z.string(),
  kind: z.enum(leftOutKinds).nullable(),
  reason: z.string(),
});

export const oneDigest = z.object({
  week: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  state,
  intro: z.string().nullable(),
  sendAt: z.string(),
  sentAt: z.string().nullable(),
  lines: z.array(line),
  /** Of a missed week: what goes with it if it is sent on purpose. */
  ifSent: z.array(line),
  /** What waits for a later digest, what is left out and why, what went before: for coordinators. */
  waits: z.array(notIn),
  leftOut: z.array(notIn),
  wentBefore: z.array(notIn),
  /** Of a draft, for coordinators: words to look at before it leaves. */
  wording: z.array(wording),
  subscribers: z.number().int(),
  sent: z.number().int(),
});

export function digestJson(view: DigestView, user: CurrentUser): z.infer<typeof oneDigest> {
  const { week, startsOn, endsOn, state, intro, lines, ifSent, subscribers } = view;
  const isCoordinator = may(user, 'edit digest');
  return {
    week,
    startsOn,
    endsOn,
    state,
    intro,
    sendAt: view.sendAt.toISOString(),
    sentAt: view.sentAt?.toISOString() ?? null,
    lines,
    ifSent,
    waits: isCoordinator ? view.waits : [],
    leftOut: isCoordinator ? view.leftOut : [],
    wentBefore: isCoordinator ? view.wentBefore : [],
    wording: isCoordinator ? view.wording.map(({ of: _, ...one }) => one) : [],
    subscribers,
    sent: view.deliveries.sent,
  };
}
