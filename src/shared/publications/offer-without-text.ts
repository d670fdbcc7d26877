import type { Offer } from '#shared/entities/index.ts';

/**
 * What may be remembered of an offer whose publication was erased: where it is and what identifies it.
 *
 * @param title the publication's own title as it stands after the erasure
 */
export const offerWithoutText = (offer: Offer, title: string): Offer => ({
  ...offer,
  title,
  summary: null,
  contentHtml: null,
  authors: [],
  categories: [],
  attachments: offer.attachments.map((attachment) => ({ ...attachment, title: '' })),
});
