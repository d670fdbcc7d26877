import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Invalid } from '#shared/errors.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import {
  isFirstAdministratorToken,
  makeFirstAdministrator,
} from '#shared/people/first-administrator.ts';
import { requestSignInLink } from '#shared/people/request-sign-in-link.ts';
import { consumeSignInLink, isUsableSignInLink } from '#shared/people/sessions.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { returnAddress, withReturn } from '../../request/return-address.ts';
import { endSession, keepSession } from '../../request/session.ts';
import { type Again, submit } from '../../request/submit.ts';
import {
  CheckYourMailPage,
  ConfirmSignInPage,
  LinkNotUsablePage,
  SetUpPage,
  SignInPage,
} from './sign-in-pages.tsx';

const nextForm = z.object({ next: z.string().optional() });

const signInForm = nextForm.extend({
  email: z
    .string('Enter your email address')
    .trim()
    .min(1, 'Enter your email address')
    .max(320, 'Enter your email address')
    .pipe(
      z
        .email('Enter an email address, like name@example.org')
        .or(z.string().regex(/^[^\s@]+@localhost$/)),
    ),
});

const setUpForm = signInForm.extend({
  name: z.string().trim().max(200, 'Keep it to 200 characters').optional(),
});

/** Where somebody who signs in wants to go. */
const wantedBy = (c: Context<WebEnv>, next = c.req.query('next')) =>
  returnAddress(next, c.var.baseUrl);

/** Who asks, for the rate limit; unknown in tests that have no socket. */
function askerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

export const signInRoutes = new Hono<WebEnv>()

  .get('/sign-in', needs('sign in'), (c) => {
    if (c.get('user')) return c.redirect(wantedBy(c), 303);
    return c.html(<SignInPage next={wantedBy(c)} />);
  })

  .post('/sign-in', needs('sign in'), async (c) => {
    const again: Again = (problems, { email, next }) => (
      <SignInPage next={wantedBy(c, next)} email={email} problems={problems} />
    );
    return submit(c, signInForm, again, async ({ email, next: wanted }) => {
      const { services, baseUrl } = c.var;
      const next = wantedBy(c, wanted);
      const outcome = await requestSignInLink(services, {
        email,
        asker: askerOf(c),
        linkTo: (token) => withReturn(`${baseUrl}/sign-in/${token}`, next),
      });
      if (outcome === 'domain-not-allowed') {
        const domains = services.config.signInDomains.join(', ');
        throw new Invalid(`Use your work address. These may sign in: ${domains}`, 'email');
      }
      if (outcome === 'too-many') {
        const message = 'Too many links were asked for. Wait a quarter of an hour and try again';
        return c.html(await again([{ field: 'email', message }], { email, next }, {}), 429);
      }
      return c.html(
        <CheckYourMailPage
          email={email}
          next={next}
          canMail={services.mailer.isConfigured}
          isHeld={(await showMailTroubles(services)).server !== null}
        />,
      );
    });
  })

  // Mail gateways fetch links in advance: a GET only shows the button.
  .get('/sign-in/:token', needs('sign in'), async (c) => {
    const token = c.req.param('token');
    const next = wantedBy(c);
    if (await isUsableSignInLink(c.var.services, token))
      return c.html(<ConfirmSignInPage token={token} next={next} />);
    // Whoever is signed in already lost nothing with the link.
    return c.get('user') ? c.redirect(next, 303) : c.html(<LinkNotUsablePage next={next} />, 410);
  })

  .post('/sign-in/:token', needs('sign in'), async (c) => {
    const token = c.req.param('token');
    return submit(c, nextForm, null, async ({ next: wanted }) => {
      const next = wantedBy(c, wanted);
      const session = await consumeSignInLink(c.var.services, token);
      if (!session) return c.html(<LinkNotUsablePage next={next} />, 410);
      keepSession(c, session);
      return c.redirect(next, 303);
    });
  })

  .post('/sign-out', needs('sign in'), async (c) => {
    await endSession(c);
    return c.redirect('/sign-in', 303);
  })

  .get('/setup/:token', needs('sign in'), async (c) => {
    const token = c.req.param('token');
    if (!(await isFirstAdministratorToken(c.var.services, token)))
      return c.html(<LinkNotUsablePage next="/" />, 410);
    return c.html(<SetUpPage token={token} />);
  })

  .post('/setup/:token', needs('sign in'), async (c) => {
    const token = c.req.param('token');
    const again: Again = (problems, { email = '', name = '' }) => (
      <SetUpPage token={token} email={email} name={name} problems={problems} />
    );
    return submit(c, setUpForm, again, async ({ email, name }) => {
      const given = { token, email, name: name || null };
      const session = await makeFirstAdministrator(c.var.services, given);
      if (!session) return c.html(<LinkNotUsablePage next="/" />, 410);
      keepSession(c, session);
      return c.redirect('/', 303);
    });
  });
