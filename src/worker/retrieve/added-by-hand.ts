import { Candidate, Upload, WorkRequest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { instantInWords } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import type { Retrieved } from '../connectors/connector.ts';
import { isUpload } from './retrieve-upload.ts';

/**
 * Whether nobody has said anything of this candidate but its address: a person gave it, and the library
 * has nothing of it yet. A source that offers something says what it is called; a person does not.
 */
export const isNobodysOffer = ({ source, publication }: Candidate): boolean =>
  source.kind === 'manual' && !publication;

/** Kinds of file that are read here: where one of them has nothing in it, it is damaged or locked. */
const read = /^(application\/pdf|text\/(html|plain)|application\/vnd\.openxml)/;

/**
 * Refuses what arrived, but gave nothing to read. A scan has pages, and a kind of file that is not read
 * here can be opened at its address: these are publications.
 *
 * @throws {SourceFailure} the reason that the reader gave
 */
export function refuseEmpty({ documents }: Retrieved): void {
  const [main] = documents;
  const reading = main?.reading;
  const isEmpty =
    !!reading && reading.pages.length === 0 && !reading.pageCount && read.test(reading.mediaType);
  if (isEmpty && documents.length === 1) {
    const why = main.problem ?? reading.textProblem ?? 'It has no text.';
    throw new SourceFailure('unreadable', isUpload(main.url) ? withoutAddress(why) : why);
  }
}

/** A file that was given has no address at which it could be opened. */
const withoutAddress = (why: string) => why.replace(' It can be opened at its address.', '');

/** What is said while it is tried again. */
export const postponed = (failure: SourceFailure, due: Date): SourceFailure =>
  new SourceFailure(
    failure.reason,
    `${failure.message} It is tried again on ${instantInWords(due)}.`,
    { cause: failure },
  );

const requestsFor = ({ offer }: Candidate) => ({ kind: 'add', url: offer.url }) as const;

/** Gives a candidate up: whoever asked for it is told why, and nothing else is kept of it. */
export async function letGo(
  em: Services['em'],
  candidate: Candidate,
  failure: SourceFailure,
): Promise<void> {
  await em.transactional(async (em) => {
    await em.nativeUpdate(
      WorkRequest,
      { ...requestsFor(candidate), state: 'failed' },
      { reason: failure.message },
    );
    await em.nativeDelete(Candidate, { id: candidate.id, publication: null });
    const { url } = candidate.offer;
    if (isUpload(url)) await em.nativeDelete(Upload, { hash: url.slice('upload:'.length) });
  });
}

/** Tells whoever was told of a failure before that it is in the library now. */
export async function tellAdded(em: Services['em'], candidate: Candidate): Promise<void> {
  if (candidate.source.kind !== 'manual') return;
  const now = await em.fork().findOne(Candidate, candidate.id);
  if (!now?.publication) return;
  await em.nativeUpdate(
    WorkRequest,
    { ...requestsFor(candidate), state: 'failed', publication: null },
    { state: 'done', publication: now.publication, reason: now.reason ?? null },
  );
}
