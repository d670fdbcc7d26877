import { createHash } from 'node:crypto';
import type { Actor } from '#shared/database/record-audit.ts';
import { type MayShow, Upload, User, WorkRequest } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { kindOfUpload } from './kind-of-upload.ts';
import { addRequest } from './request-address.ts';

export interface GivenFile {
  fileName: string;
  bytes: Uint8Array;
  /** What may be shown of it: whoever gives a file has to say, for no source says it of this one. */
  mayShow?: MayShow | undefined;
  by: Actor;
}

const mail = 'message/rfc822';

/**
 * Keeps a file until the worker has read it into the library.
 *
 * @returns the request's id, to be looked at until it is done
 * @throws {Invalid} with field "file": empty, larger than 50 MB, or not a PDF, DOCX, HTML or text; with
 *   field "mayShow": nobody said what may be shown of it (a mail is not kept, and needs no answer)
 */
export async function requestUpload(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { fileName: givenName, bytes, mayShow, by }: GivenFile,
): Promise<number> {
  // Some browsers send the whole path.
  const fileName = lineOfText(givenName.split(/[\\/]/).at(-1) ?? '').slice(-300);
  const mediaType = kindOfUpload(bytes, fileName);
  if (!mayShow && mediaType !== mail) {
    throw new Invalid('Choose what may be shown of the file.', 'mayShow');
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const url = `upload:${hash}`;
  const at = clock();
  return em.transactional(async (em) => {
    const known = await em.findOne(Upload, { hash });
    if (known) known.mayShow = mayShow ?? null;
    else {
      em.create(Upload, {
        hash,
        fileName: fileName || 'file',
        mediaType,
        bytes: Buffer.from(bytes),
        mayShow: mayShow ?? null,
        uploadedBy: by.userId === null ? null : em.getReference(User, by.userId),
        uploadedAt: at,
      });
    }
    const waiting = await em.findOne(WorkRequest, { kind: 'add', url, state: 'waiting' });
    if (waiting) return waiting.id;
    return addRequest(em, {
      url,
      title: fileName || 'file',
      by,
      at,
      after: { fileName, mediaType, size: bytes.length, hash, mayShow: mayShow ?? null },
    });
  });
}
