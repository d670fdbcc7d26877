import type { Actor } from '#shared/database/record-audit.ts';
import { Letter, type User } from '#shared/entities/index.ts';
import { Conflict, NotFound } from '#shared/errors.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { writeLetters } from '#shared/mail/write-letters.ts';
import type { Services } from '#shared/services.ts';
import { changingUser } from './changing-user.ts';
import { createSignInLink, printedLinkMinutes } from './create-sign-in-link.ts';

type Work = Pick<Services, 'em' | 'clock' | 'mailer'>;

/** Whether a mail that is written now is likely to go out soon. */
async function canMail({ em, mailer }: Pick<Work, 'em' | 'mailer'>): Promise<boolean> {
  return mailer.isConfigured && (await showMailTroubles({ em })).server === null;
}

/**
 * Makes a sign-in link for an administrator to hand over: for somebody who has never signed in, or
 * while no mail can be sent. For anybody at any time it would let an administrator act as them.
 *
 * @returns the address of the link, which is stored nowhere
 * @throws {Conflict} where the person can get a link by mail
 */
export async function makeLinkToHandOver(
  work: Work,
  given: { userId: number; baseUrl: string; by: Actor },
): Promise<string> {
  let token = '';
  await changingUser(work, given, async (em, user) => {
    if (!user.isActive) throw new NotFound('user', given.userId);
    if (user.lastSignedInAt && (await canMail({ ...work, em })))
      throw new Conflict(
        `${user.email} has signed in before, and gets a link by mail at ${given.baseUrl}/sign-in.`,
      );
    token = await createSignInLink({ ...work, em }, { user, minutes: printedLinkMinutes });
    return { action: 'user.link-made' };
  });
  return `${given.baseUrl}/sign-in/${token}`;
}

/** How a person who was added hears of it. */
export type Invited = { mailed: true } | { mailed: false; link: string };

/** Tells somebody who was added by mail; where no mail can be sent, makes the link to hand over. */
export async function inviteUser(
  work: Work,
  given: { user: User; baseUrl: string; by: Actor & { called: string } },
): Promise<Invited> {
  const { user, baseUrl, by } = given;
  if (!(await canMail(work))) {
    const link = await makeLinkToHandOver(work, { userId: user.id, baseUrl, by });
    return { mailed: false, link };
  }
  const at = work.clock();
  await writeLetters(work.em, {
    kind: 'invitation',
    about: at.toISOString(),
    content: { by: by.called },
    to: [user],
    host: new URL(baseUrl).hostname,
    at,
  });
  return { mailed: true };
}

/** The latest invitation of each user who has one. */
export async function latestInvitations({
  em,
}: Pick<Services, 'em'>): Promise<Map<number, Letter>> {
  const letters = await em.find(Letter, { kind: 'invitation' }, { orderBy: { id: 'asc' } });
  return new Map(letters.map((letter) => [letter.user.id, letter]));
}
