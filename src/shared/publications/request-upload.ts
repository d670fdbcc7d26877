import { createHash } from 'node:crypto';
import type { Actor } from '#shared/database/record-audit.ts';
import { Upload, User, WorkRequest } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { kindOfUpload } from './kind-of-upload.ts';
import { addRequest } from './request-address.ts';

export interface GivenFile {
  fileName: string;
  bytes: Uint8Array;
  by: Actor;
}

/**
 * Keeps a file until the worker has read it into the library.
 *
 * @returns the request's id, to be looked at until it is done
 * @throws {Invalid} with field "file": empty, larger than 50 MB, or not a PDF, DOCX, HTML or text
 */
export async function requestUpload(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  { fileName: givenName, bytes, by }: GivenFile,
): Promise<number> {
  // Some browsers send the whole path.
  const fileName = lineOfText(givenName.split(/[\\/]/).at(-1) ?? '').slice(-300);
  const mediaType = kindOfUpload(bytes, fileName);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const url = `upload:${hash}`;
  const at = clock();
  return em.transactional(async (em) => {
    if ((await em.count(Upload, { hash })) === 0) {
      em.create(Upload, {
        hash,
        fileName: fileName || 'file',
        mediaType,
        bytes: Buffer.from(bytes),
        uploadedBy: by.userId === null ? null : em.getReference(User, by.userId),
        uploadedAt: at,
      });
    }
    const waiting = await em.findOne(WorkRequest, { kind: 'add', url, state: 'waiting' });
    if (waiting) return waiting.id;
    return addRequest(em, {
      url,
      by,
      at,
      after: { fileName, mediaType, size: bytes.length, hash },
    });
  });
}
