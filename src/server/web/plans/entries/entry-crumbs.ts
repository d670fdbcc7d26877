import type { EntryView } from '#shared/plans/entries/show-entry.ts';

/** The way to an entry's page, or to one below it. */
export const crumbsOf = ({ plan, entry }: EntryView, isBelow = false) => [
  { text: 'Action plans', href: '/plans' },
  { text: plan.title, href: `/plans/${plan.id}` },
  ...(isBelow ? [{ text: entry.ref, href: `/entries/${entry.id}` }] : []),
];
