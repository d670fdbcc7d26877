import { instantInWords } from '#shared/london.ts';
import { letterPage } from '#shared/mail/mail-page.tsx';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import type { LetterComposer } from './letter-composer.ts';

/** To administrators, once: the mail server takes some messages and refuses others. */
export const mailRefused: LetterComposer = async (work, { content }, place) => {
  const { since, words } = content as { since: string; words: string };
  const { some } = await showMailTroubles(work);
  if (some?.since !== since) return { cancelled: 'It was over before it could be told.' };
  return letterPage(place, {
    subject: 'The mail server does not take some messages',
    paragraphs: [
      `Since ${instantInWords(new Date(since))} the mail server does not take some of the messages that Skylark hands to it. Of the first it said:`,
      words,
      'Nothing is lost, and nobody’s subscription is ended by it: what was not taken waits, and is tried again for five days. Give these words to whoever looks after the mail server; it may have to learn that Skylark sends in your name (SPF, DKIM, relaying, limits).',
      'You are told once more, when nothing waits any longer.',
      { link: 'See how many wait', url: `${place.baseUrl}/digests` },
    ],
  });
};

/** What the letter says that tells of the end of a trouble. */
export interface MailWell {
  of: 'server' | 'some';
  since: string;
  until: string;
  words: string;
}

/** To administrators, once: what stood in the way of mail is over. */
export const mailWell: LetterComposer = async (_, { content }, place) => {
  const { of, since, until, words } = content as MailWell;
  const span = `from ${instantInWords(new Date(since))} to ${instantInWords(new Date(until))}`;
  return letterPage(place, {
    subject: of === 'server' ? 'Mail can be sent again' : 'No message waits any longer',
    paragraphs: [
      of === 'server'
        ? `Skylark could not send any mail ${span}. The last reason was:`
        : `The mail server did not take some messages ${span}. Of the first it said:`,
      words,
      of === 'server'
        ? 'What waited is being sent now. Nobody’s subscription was ended by it.'
        : 'What waited has been sent, or was given up after five days: the digest’s page says which.',
      { link: 'See the digests', url: `${place.baseUrl}/digests` },
    ],
  });
};
