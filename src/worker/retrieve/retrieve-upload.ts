import { type Offer, Upload } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { Retrieved, Tools } from '../connectors/connector.ts';

const scheme = 'upload:';

/** Whether an offer's address stands for a file that a person gave. */
export const isUpload = (url: string) => url.startsWith(scheme);

/** Reads a file that a person gave. @throws {SourceFailure} when it is not there any more */
export async function retrieveUpload(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  offer: Offer,
  { readers }: Tools,
): Promise<Retrieved> {
  const hash = offer.url.slice(scheme.length);
  const upload = await em.findOne(Upload, { hash }, { populate: ['bytes'] });
  if (!upload) throw new SourceFailure('not-found', 'The uploaded file is no longer kept.');

  const { fileName, mediaType } = upload;
  const reading = await readers.readDocument(new Uint8Array(upload.bytes), {
    url: `https://upload.invalid/${encodeURIComponent(fileName)}`,
    mediaType,
    fileName,
  });
  return {
    documents: [
      {
        title: reading.title ?? fileName,
        url: offer.url,
        reading,
        problem: reading.textProblem,
        bytesHash: hash,
        fetchedAt: clock(),
        httpStatus: null,
        etag: null,
        lastModified: null,
      },
    ],
    url: null,
    canonicalUrl: null,
    title: reading.title ?? fileName.replace(/\.[a-z]+$/i, ''),
    summary: reading.summary,
    publishedOn: reading.publishedOn,
    publisher: reading.publisher,
    documentType: null,
    identifiers: [{ scheme: 'file', value: hash }],
    changeNote: null,
    withdrawn: null,
  };
}
