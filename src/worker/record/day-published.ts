import type { Offer } from '#shared/entities/index.ts';
import { londonDay } from '#shared/london.ts';

/** The day an offer was published; null where its source may only have said when it last changed. */
export const dayPublished = ({ publishedOn, updatedAt }: Offer): string | null =>
  publishedOn && updatedAt && londonDay(new Date(updatedAt)) === publishedOn ? null : publishedOn;
