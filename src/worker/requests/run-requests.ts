import {
  Candidate,
  type Offer,
  Publication,
  Scan,
  Upload,
  WorkRequest,
} from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { draftSource } from '#shared/sources/draft-source.ts';
import { manualSource } from '#shared/sources/manual-source.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { entryAddress } from '#shared/text/address.ts';
import { contentHash } from '#shared/text/hash.ts';
import { counted } from '#shared/text/in-words.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { offerOf, type Tools } from '../connectors/connector.ts';
import { linksOfMail } from '../connectors/mailbox/links-of-mail.ts';
import { retrieveCandidate } from '../retrieve/retrieve-candidate.ts';
import { isUpload } from '../retrieve/retrieve-upload.ts';
import { offerHash } from '../scan/keep-reading.ts';
import { scanSource } from '../scan/scan-source.ts';
import { testSource } from './test-source.ts';

type Work = Pick<Services, 'em' | 'clock' | 'holder' | 'log'>;

/** A request that a dead worker left is taken up again after this, in seconds. */
const leaseSeconds = 120;

async function claim(work: Pick<Work, 'em' | 'clock'>): Promise<number | null> {
  const { em, clock } = work;
  const at = clock();
  const fork = em.fork();
  const waiting = await fork.findOne(
    WorkRequest,
    {
      $or: [{ state: 'waiting' }, { state: 'running', leaseUntil: { $lt: at } }],
    },
    { orderBy: { requestedAt: 'asc', id: 'asc' } },
  );
  if (!waiting) return null;
  const changed = await fork.nativeUpdate(
    WorkRequest,
    { id: waiting.id, state: waiting.state, leaseUntil: waiting.leaseUntil ?? null },
    { state: 'running', leaseUntil: new Date(at.getTime() + leaseSeconds * 1000) },
  );
  return changed === 1 ? waiting.id : claim(work);
}

/** Holds a request while it is carried out: a slow site may take longer than a lease. */
function renew({ em, clock }: Pick<Work, 'em' | 'clock'>, id: number): void {
  const leaseUntil = new Date(clock().getTime() + leaseSeconds * 1000);
  em.fork()
    .nativeUpdate(WorkRequest, { id, state: 'running' }, { leaseUntil })
    // One that fails is made up for by the next, or the lease runs out.
    .catch(() => undefined);
}

/** The candidate for an address or file that a person added; asked for again, it is read again. */
async function candidateFor(work: Work, url: string, given?: Offer): Promise<number> {
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
  const offer = given ? { ...given, key } : offerOf({ key, url, title: '' });
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
  await em.flush();
  return candidate.id;
}

/** The upload, when it is a mail. */
const mailOf = (em: Services['em'], url: string): Promise<Upload | null> =>
  em.findOne(
    Upload,
    { hash: url.slice('upload:'.length), mediaType: 'message/rfc822' },
    { populate: ['bytes'] },
  );

/** What a newsletter links to becomes candidates; of the mail itself nothing is kept. */
async function addFromMail(
  em: Services['em'],
  work: Work,
  request: WorkRequest,
  upload: Upload,
  { readers }: Tools,
): Promise<void> {
  const mail = await linksOfMail(new Uint8Array(upload.bytes), readers);
  if (mail.offers.length === 0) {
    throw new SourceFailure(
      'unreadable',
      `“${mail.subject}” links to nothing that could be added.`,
    );
  }
  for (const offer of mail.offers) await candidateFor(work, offer.url, offer);
  await em.nativeDelete(Upload, { id: upload.id });
  const count = mail.offers.length;
  request.reason = `“${mail.subject}” links to ${counted(count, 'page')}. Each is read now, and then waits to be judged.`;
}

async function add(
  em: Services['em'],
  work: Work,
  request: WorkRequest,
  tools: Tools,
  vocabulary: ConceptTerms[],
) {
  const mail = isUpload(request.url ?? '') ? await mailOf(em, request.url ?? '') : null;
  if (mail) return addFromMail(em, work, request, mail, tools);
  const id = await candidateFor(work, request.url ?? '');
  const asked = await work.em
    .fork()
    .findOneOrFail(Candidate, id, { populate: ['source', 'publication'] });
  await retrieveCandidate(work, asked, tools, vocabulary);
  const candidate = await work.em.fork().findOneOrFail(Candidate, id);
  request.publication = candidate.publication
    ? em.getReference(Publication, candidate.publication.id)
    : null;
  if (candidate.publication) request.reason = candidate.reason ?? null;
  else throw new SourceFailure('unreachable', candidate.reason ?? 'It could not be read yet.');
}

async function carryOut(
  em: Services['em'],
  work: Work,
  request: WorkRequest,
  tools: Tools,
  vocabulary: ConceptTerms[],
) {
  if (request.kind === 'add') return add(em, work, request, tools, vocabulary);
  const draft = request.test && 'draft' in request.test ? request.test.draft : null;
  const source = draft ? draftSource(work, sourceShape.parse(draft)) : request.source;
  if (!source) throw new SourceFailure('bad-address', 'The source is no longer registered.');
  if (request.kind === 'test') {
    const found = await testSource(work, { source, tools, vocabulary });
    request.test = { ...(draft ? { draft } : {}), ...found };
    return;
  }
  const scanId = await scanSource(work, source.id, tools);
  if (scanId === null) {
    throw new SourceFailure(
      'unsupported',
      'The source is being scanned already. Look again in a minute.',
    );
  }
  request.scan = em.getReference(Scan, scanId);
}

/**
 * Carries out what people asked for, oldest first.
 *
 * @param vocabulary asked for when there is something to do
 * @returns how many requests were finished
 */
export async function runRequests(
  work: Work,
  tools: Tools,
  vocabulary: () => Promise<ConceptTerms[]>,
): Promise<number> {
  for (let finished = 0; ; finished += 1) {
    const id = await claim(work);
    if (id === null) return finished;
    const em = work.em.fork();
    const request = await em.findOneOrFail(WorkRequest, id, { populate: ['source'] });
    const renewal = setInterval(() => renew(work, id), (leaseSeconds * 1000) / 3);
    try {
      await carryOut(em, work, request, tools, await vocabulary());
      request.state = 'done';
    } catch (error) {
      request.state = 'failed';
      request.reason =
        error instanceof SourceFailure ? error.message : 'Something went wrong here. It was noted.';
      if (!(error instanceof SourceFailure)) work.log.error({ err: error }, 'a request failed');
    } finally {
      clearInterval(renewal);
    }
    request.finishedAt = work.clock();
    request.leaseUntil = null;
    await em.flush();
  }
}
