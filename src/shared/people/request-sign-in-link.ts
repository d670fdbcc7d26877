import { SignInAttempt, User } from '#shared/entities/index.ts';
import { letterPage } from '#shared/mail/mail-page.tsx';
import type { Services } from '#shared/services.ts';
import { day, minute } from '#shared/text/durations.ts';
import { createSignInLink, mailedLinkMinutes } from './create-sign-in-link.ts';
import { tokenHash } from './tokens.ts';

/** Requests in a quarter of an hour for one mail address, and from one asker. */
const mostForEmail = 5;
const mostFromAsker = 20;
const window = 15 * minute;

export type SignInRequest =
  /** A link is on its way if the address is known; the page never says whether it is. */
  'accepted' | 'too-many' | 'domain-not-allowed';

/** Counts this request and tells whether it is one too many. Old counts are deleted. */
async function isTooMany(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  subject: string,
  most: number,
) {
  const at = clock();
  const since = new Date(at.getTime() - window);
  await em.nativeDelete(SignInAttempt, { at: { $lt: new Date(at.getTime() - day) } });
  const hash = tokenHash(subject);
  const before = await em.count(SignInAttempt, { subject: hash, at: { $gte: since } });
  em.create(SignInAttempt, { subject: hash, at });
  await em.flush();
  return before >= most;
}

/** The domain of a mail address is, or is below, one of those allowed; none set means all are. */
export function isAllowedDomain(email: string, domains: readonly string[]): boolean {
  const domain = email.split('@').at(-1)?.toLowerCase() ?? '';
  return (
    domains.length === 0 ||
    domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`))
  );
}

const signInMail = ({ config }: Pick<Services, 'config'>, link: string) =>
  letterPage(
    { baseUrl: link.slice(0, link.indexOf('/sign-in/')), isDemonstration: config.isDemonstration },
    {
      subject: 'Sign in to Skylark',
      paragraphs: [
        { link: 'Open this page and press the button to sign in to Skylark', url: link },
        `The link works once, and for ${mailedLinkMinutes} minutes. If you did not ask for it, you can ignore this message.`,
      ],
    },
  );

/**
 * Mails a one-time sign-in link to a user. Whether the address is known is not told, neither by the
 * answer nor by how long it takes: the mail goes out after the answer.
 *
 * @param given.asker where the request came from, for the rate limit
 * @param given.linkTo makes the address of the page for a token
 */
export async function requestSignInLink(
  services: Pick<Services, 'em' | 'clock' | 'config' | 'mailer' | 'log'>,
  given: { email: string; asker: string; linkTo: (token: string) => string },
): Promise<SignInRequest> {
  const email = given.email.trim().toLowerCase();
  if (!isAllowedDomain(email, services.config.signInDomains)) return 'domain-not-allowed';
  const isBusy = await isTooMany(services, `asker ${given.asker}`, mostFromAsker);
  if ((await isTooMany(services, `email ${email}`, mostForEmail)) || isBusy) return 'too-many';

  const user = await services.em.findOne(User, { email, isActive: true });
  if (!user) return 'accepted';
  const token = await createSignInLink(services, { user, minutes: mailedLinkMinutes });
  const mail = await signInMail(services, given.linkTo(token));
  services.mailer
    .send({ to: email, ...mail })
    .catch((error: Error) =>
      services.log.error({ reason: error.message }, 'a sign-in link could not be mailed'),
    );
  return 'accepted';
}
