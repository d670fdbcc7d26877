import type { Context } from 'hono';
import { publicationAddress } from './addresses.ts';
import { setFlash } from './flash.ts';

/**
 * Says what was done and, where it also kept the publication, that it did, with the way back. The
 * publication's page has the way back among its judgement too, for as long as it can be gone.
 */
export function flashWithKeeping(
  c: Context,
  message: string,
  { publicationId, isKeptByThis }: { publicationId: number; isKeptByThis: boolean },
): void {
  if (isKeptByThis) {
    setFlash(c, `${message} This keeps the publication, so it enters the next digest.`, {
      text: 'Undo keeping',
      action: `${publicationAddress(publicationId)}/undo-keeping`,
    });
  } else setFlash(c, message);
}
