import { letterPage } from '#shared/mail/mail-page.tsx';
import { createSignInLink, invitationDays } from '#shared/people/create-sign-in-link.ts';
import type { LetterComposer } from './letter-composer.ts';

/** To somebody who was added as a user: a link by which to sign in, made when the letter goes out. */
export const invitation: LetterComposer = async (work, { user, createdAt, content }, place) => {
  if (user.lastSignedInAt && user.lastSignedInAt > createdAt)
    return { cancelled: 'The person has signed in already.' };
  const { by } = content as { by: string };
  const token = await createSignInLink(work, { user, minutes: invitationDays * 24 * 60 });
  return letterPage(place, {
    subject: 'You can sign in to Skylark',
    paragraphs: [
      `${by} has added you to Skylark as ${user.role}. Skylark is a library of published learning about child exploitation, for the sub-group that scans the horizon. It holds published documents only.`,
      {
        link: 'Open this page and press the button to sign in',
        url: `${place.baseUrl}/sign-in/${token}`,
      },
      `The link works once, and for ${invitationDays} days. There is no password.`,
      {
        link: 'Afterwards, get another link here with your address',
        url: `${place.baseUrl}/sign-in`,
      },
      'If you do not know what this is about, you can ignore this message.',
    ],
  });
};
