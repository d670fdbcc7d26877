import {
  Candidate,
  Mention,
  type MentionWay,
  type Offer,
  type WorkRequest,
} from '#shared/entities/index.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { entryAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import { offerOf } from '../connectors/connector.ts';
import { isUpload } from '../retrieve/retrieve-upload.ts';
import { offerHash } from '../scan/keep-reading.ts';
import type { Means } from './request-handler.ts';

/** Longest key that the candidate table holds as it is. */
const longestKey = 600;

/**
 * The candidate for an address or file that a person added; asked for again, it is the same one. It is
 * read by the request alone: nobody takes it up meanwhile.
 *
 * @param given.told what is known of it besides: the words of a link, what may be shown
 * @returns its id
 */
export async function candidateByHand(
  { work }: Pick<Means, 'work'>,
  url: string,
  given: { told: Partial<Offer>; request: WorkRequest; way: MentionWay },
): Promise<number> {
  const { told, request, way } = given;
  const em = work.em.fork();
  const at = work.clock();
  const source = await manualSource({ em, clock: work.clock });
  const canonical = isUpload(url) ? url : entryAddress(url);
  const key = canonical.length <= longestKey ? canonical : `sha256:${contentHash(canonical)}`;
  const known = await em.findOne(Candidate, { source, key });
  if (known) {
    known.lastOfferedAt = at;
    if (told.mayShow) known.offer = { ...known.offer, mayShow: told.mayShow };
    await em.flush();
    return known.id;
  }
  const offer = offerOf({ title: '', ...told, key, url });
  const candidate = em.create(Candidate, {
    source,
    key,
    offer,
    offerHash: offerHash(offer),
    firstOfferedAt: at,
    lastOfferedAt: at,
    state: 'pending',
    nextAttemptAt: null,
  });
  const mentioned = isUpload(url) ? null : await em.findOne(Mention, { way, url, candidate: null });
  if (mentioned) mentioned.candidate = candidate;
  else {
    // What people had to bring themselves is what the scan is measured by.
    em.create(Mention, {
      way,
      title: offer.title || null,
      url: isUpload(url) ? null : url,
      reachedAt: request.requestedAt,
      addedBy: request.requestedBy?.id ?? null,
      addedAt: at,
      candidate,
    });
  }
  await em.flush();
  return candidate.id;
}
