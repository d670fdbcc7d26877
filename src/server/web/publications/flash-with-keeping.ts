import type { Context } from 'hono';
import { setFlash } from '../flash.ts';
import { publicationAddress } from './addresses.ts';

/**
 * Says what was done and, where it also kept the publication, that it did, with the way back.
 *
 * @returns where to go: to the part of the page that changed, or to its top, where the way back is
 */
export function flashWithKeeping(
  c: Context,
  message: string,
  {
    publicationId,
    isKeptByThis,
    page,
    part,
  }: { publicationId: number; isKeptByThis: boolean; page: string; part: string },
): string {
  if (isKeptByThis) {
    setFlash(c, `${message} This keeps the publication, so it enters the next digest.`, {
      text: 'Undo keeping',
      action: `${publicationAddress(publicationId)}/undo-keeping`,
    });
    return page;
  }
  setFlash(c, message);
  return `${page}#${part}`;
}
