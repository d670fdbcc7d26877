import { Digest } from '#shared/entities/index.ts';
import { instantInWords, inWordsWithoutYear } from '#shared/london.ts';
import { letterPage } from '#shared/mail/mail-page.tsx';
import { counted } from '#shared/text/in-words.ts';
import type { LetterComposer } from './letter-composer.ts';

export interface DigestReminder {
  /** Publications that it had when the reminder was written. */
  lines: number;
}

/** To coordinators, on Friday: the week's digest is a draft still. About: the week. */
export const digestReminder: LetterComposer = async ({ em }, { about, content }, place) => {
  const digest = await em.findOneOrFail(Digest, { week: about });
  if (digest.state !== 'draft') return { cancelled: 'The digest is a draft no longer.' };
  const { lines } = content as DigestReminder;
  const week = inWordsWithoutYear(digest.endsOn);
  return letterPage(place, {
    subject: `The digest for the week to ${week} waits for approval`,
    paragraphs: [
      `The digest for the week to ${week} has ${counted(lines, 'publication')} and is not approved. Until somebody approves it, it is not sent.`,
      `If it is approved in time, it goes out on ${instantInWords(digest.sendAt)}.`,
      { link: 'Look at the digest', url: `${place.baseUrl}/digests/${about}` },
    ],
  });
};
