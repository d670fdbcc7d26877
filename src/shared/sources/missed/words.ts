import type { MentionWay } from '#shared/entities/index.ts';

/** How something reached the group besides the scan, as pages and files say it. */
export const wayWords: Record<MentionWay, { words: string; hint: string }> = {
  newsletter: { words: 'Newsletter', hint: 'Somebody read of it in a newsletter or a mail.' },
  minutes: { words: 'Minutes', hint: 'It came up in a meeting, here or elsewhere.' },
  list: { words: 'Another area’s list', hint: 'A list that others drew up for themselves.' },
  'by-hand': { words: 'By hand', hint: 'Somebody found it and brought it.' },
};

/** What the scan had of it, measured against the moment it reached the group. */
export const verdicts = ['before', 'after', 'missed'] as const;
export type Verdict = (typeof verdicts)[number];

export const verdictWords: Record<Verdict, string> = {
  before: 'Found before',
  after: 'Found after',
  missed: 'Missed',
};

/** Why the scan did not have it in time; the order is that of the way a publication takes. */
const reasons = {
  'no-source': 'No source',
  'source-failing': 'Source failing',
  'outside-filter': 'Outside its filter',
  'not-yet-read': 'Not yet read',
  'set-aside': 'Set aside',
} as const;
export type MissReason = keyof typeof reasons;

export const missReasons = Object.keys(reasons) as readonly MissReason[];
export const missReasonWords: Record<MissReason, string> = reasons;
