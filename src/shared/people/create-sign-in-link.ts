import { SignInLink, type User } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { minute } from '#shared/text/durations.ts';
import { newToken, tokenHash } from './tokens.ts';

/** Minutes that a link in a mail can be used, and one that the command line printed. */
export const mailedLinkMinutes = 15;
export const printedLinkMinutes = 24 * 60;
/** Days that the link in an invitation can be used: a weekend may lie between. */
export const invitationDays = 3;

/** Makes a one-time link for a user. @returns the token, which is stored nowhere */
export async function createSignInLink(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: { user: User; minutes: number },
): Promise<string> {
  const token = newToken();
  const at = clock();
  em.create(SignInLink, {
    user: given.user,
    tokenHash: tokenHash(token),
    createdAt: at,
    expiresAt: new Date(at.getTime() + given.minutes * minute),
  });
  await em.flush();
  return token;
}
