import { Candidate, type Offer, Upload, WorkRequest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { counted } from '#shared/text/in-words.ts';
import { linksOfMail } from '../connectors/mailbox/links-of-mail.ts';
import { retrieveCandidate } from '../retrieve/retrieve-candidate.ts';
import { isUpload } from '../retrieve/retrieve-upload.ts';
import { candidateByHand } from './candidate-by-hand.ts';
import type { Means, RequestHandler, RequestOutcome } from './request-handler.ts';

/** The file that was given; null for an address, and once it was read. */
const uploadOf = async ({ work }: Means, url: string): Promise<Upload | null> =>
  isUpload(url)
    ? work.em.fork().findOne(Upload, { hash: url.slice('upload:'.length) }, { populate: ['bytes'] })
    : null;

/** What a newsletter links to is asked for, link by link; of the mail itself nothing is kept. */
async function addFromMail(
  upload: Upload,
  request: WorkRequest,
  means: Means,
): Promise<RequestOutcome> {
  const mail = await linksOfMail(new Uint8Array(upload.bytes), means.tools.readers);
  const em = means.work.em.fork();
  if (mail.offers.length === 0) {
    await em.nativeDelete(Upload, { id: upload.id });
    throw new SourceFailure(
      'unreadable',
      `“${mail.subject}” links to nothing that could be added.`,
    );
  }
  for (const offer of mail.offers) {
    await candidateByHand(means, offer.url, { told: offer, request, way: 'newsletter' });
  }
  await em.transactional(async (em) => {
    // Taken up again after a crash, it asks for nothing twice.
    const asked = await em.find(WorkRequest, { partOf: request.id });
    for (const { url, title } of mail.offers) {
      if (asked.some((one) => one.url === url)) continue;
      em.create(WorkRequest, {
        kind: 'add',
        url,
        title,
        partOf: request.id,
        requestedBy: request.requestedBy?.id ?? null,
        requestedAt: request.requestedAt,
      });
    }
    await em.nativeDelete(Upload, { id: upload.id });
  });
  const count = mail.offers.length;
  return {
    reason: `“${mail.subject}” links to ${counted(count, 'page')}. Each is read now, and then waits to be judged.`,
  };
}

const unanswered = 'It could not be read yet.';

/**
 * Reads an address or a file that somebody gave into the library. What cannot be had makes no
 * publication: the request says why, and stays.
 */
export const addPublication: RequestHandler = async ({ url, request }, means) => {
  const upload = await uploadOf(means, url);
  if (upload?.mediaType === 'message/rfc822') return addFromMail(upload, request, means);
  const { work, tools, vocabulary } = means;
  const told: Partial<Offer> = upload?.mayShow ? { mayShow: upload.mayShow } : {};
  const id = await candidateByHand(means, url, {
    told,
    request,
    way: request.partOf ? 'newsletter' : 'by-hand',
  });
  const asked = await work.em
    .fork()
    .findOneOrFail(Candidate, id, { populate: ['source', 'publication'] });
  const failure = await retrieveCandidate(work, asked, tools, vocabulary);
  const known = await work.em.fork().findOne(Candidate, id);
  if (known?.publication)
    return { publicationId: known.publication.id, reason: known.reason ?? null };
  throw failure ?? new SourceFailure('unreachable', known?.reason ?? unanswered);
};
