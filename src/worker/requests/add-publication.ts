import { Candidate, Mention, type MentionWay, type Offer, Upload } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { entryAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import { counted } from '#shared/text/in-words.ts';
import { offerOf } from '../connectors/connector.ts';
import { linksOfMail } from '../connectors/mailbox/links-of-mail.ts';
import { retrieveCandidate } from '../retrieve/retrieve-candidate.ts';
import { isUpload } from '../retrieve/retrieve-upload.ts';
import { offerHash } from '../scan/keep-reading.ts';
import type { Given, Means, Outcome, RequestHandler } from './request-handler.ts';

/** The candidate for an address or file that a person added; asked for again, it is read again. */
async function candidateFor(
  { work }: Means,
  url: string,
  given: { asked: Pick<Given, 'requestedAt' | 'requestedById'>; way: MentionWay; offer?: Offer },
): Promise<number> {
  const em = work.em.fork();
  const at = work.clock();
  const source = await manualSource({ em, clock: work.clock });
  const canonical = isUpload(url) ? url : entryAddress(url);
  const key = canonical.length <= 600 ? canonical : `sha256:${contentHash(canonical)}`;
  const known = await em.findOne(Candidate, { source, key });
  if (known) {
    known.lastOfferedAt = at;
    await em.flush();
    return known.id;
  }
  const offer = given.offer ? { ...given.offer, key } : offerOf({ key, url, title: '' });
  const candidate = em.create(Candidate, {
    source,
    key,
    offer,
    offerHash: offerHash(offer),
    firstOfferedAt: at,
    lastOfferedAt: at,
    state: 'pending',
    nextAttemptAt: at,
  });
  // What people had to bring themselves is what the scan is measured by.
  em.create(Mention, {
    way: given.way,
    title: offer.title || null,
    url: isUpload(url) ? null : url,
    reachedAt: given.asked.requestedAt ?? at,
    addedBy: given.asked.requestedById,
    addedAt: at,
    candidate,
  });
  await em.flush();
  return candidate.id;
}

/** The upload, when it is a mail. */
const mailOf = ({ work }: Means, url: string): Promise<Upload | null> =>
  work.em
    .fork()
    .findOne(
      Upload,
      { hash: url.slice('upload:'.length), mediaType: 'message/rfc822' },
      { populate: ['bytes'] },
    );

/** What a newsletter links to becomes candidates; of the mail itself nothing is kept. */
async function addFromMail(upload: Upload, asked: Given, means: Means): Promise<Outcome> {
  const mail = await linksOfMail(new Uint8Array(upload.bytes), means.tools.readers);
  if (mail.offers.length === 0) {
    throw new SourceFailure(
      'unreadable',
      `“${mail.subject}” links to nothing that could be added.`,
    );
  }
  for (const offer of mail.offers) {
    await candidateFor(means, offer.url, { asked, way: 'newsletter', offer });
  }
  await means.work.em.fork().nativeDelete(Upload, { id: upload.id });
  const count = mail.offers.length;
  return {
    reason: `“${mail.subject}” links to ${counted(count, 'page')}. Each is read now, and then waits to be judged.`,
  };
}

/** Reads an address or a file that somebody gave into the library. */
export const addPublication: RequestHandler = async (asked, means) => {
  const { url } = asked;
  const mail = isUpload(url) ? await mailOf(means, url) : null;
  if (mail) return addFromMail(mail, asked, means);
  const { work, tools, vocabulary } = means;
  const id = await candidateFor(means, url, { asked, way: 'by-hand' });
  const added = await work.em
    .fork()
    .findOneOrFail(Candidate, id, { populate: ['source', 'publication'] });
  await retrieveCandidate(work, added, tools, vocabulary);
  const { publication, reason = null } = await work.em.fork().findOneOrFail(Candidate, id);
  if (!publication) throw new SourceFailure('unreachable', reason ?? 'It could not be read yet.');
  return { publicationId: publication.id, reason };
};
