import { standingInWords } from '#shared/entities/standing.ts';
import type { Line } from './select-lines.ts';

/**
 * Lines whose publication does not stand well, and that nobody has said are to go out all the same.
 *
 * @param confirmed ids of publications that the person who approves has confirmed
 */
export const linesToConfirm = (lines: Line[], confirmed: readonly number[] = []): Line[] =>
  lines.filter(
    ({ standing, publicationId }) => standing.length > 0 && !confirmed.includes(publicationId),
  );

/** "“Review of hotels” (Withdrawn by Ofsted on 3 September 2026.); …" */
export const toConfirmInWords = (lines: Line[]): string =>
  lines.map(({ title, standing }) => `“${title}” (${standingInWords(standing)})`).join('; ');
