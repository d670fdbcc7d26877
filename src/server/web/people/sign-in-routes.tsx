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
import { type Problem, problemsIn } from '../forms.ts';
import { endSession, keepSession } from '../session.ts';
import type { WebEnv } from '../web-env.ts';
import {
  CheckYourMailPage,
  ConfirmSignInPage,
  LinkNotUsablePage,
  SetUpPage,
  SignInPage,
} from './sign-in-pages.tsx';

const signInForm = z.object({
  email: z
    .string()
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

/** Only paths of this site: never "//elsewhere". */
const safePath = (path: string | undefined) => (path && /^\/(?![/\\])/.test(path) ? path : '/');

/** Who asks, for the rate limit; unknown in tests that have no socket. */
function askerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

export const signInRoutes = new Hono<WebEnv>()

  .get('/sign-in', (c) => {
    if (c.get('user')) return c.redirect('/', 303);
    return c.html(<SignInPage next={safePath(c.req.query('next'))} />);
  })

  .post('/sign-in', async (c) => {
    const body = await c.req.parseBody();
    const next = safePath(String(body.next ?? '/'));
    const typed = String(body.email ?? '');
    const form = signInForm.safeParse({ email: typed });
    const again = (problems: Problem[], status: 422 | 429 = 422) =>
      c.html(<SignInPage next={next} email={typed} problems={problems} />, status);
    if (!form.success) return again(problemsIn(form.error));

    const outcome = await requestSignInLink(c.var.services, {
      email: form.data.email,
      asker: askerOf(c),
      linkTo: (token) =>
        `${c.var.baseUrl}/sign-in/${token}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`,
    });
    if (outcome === 'domain-not-allowed') {
      const domains = c.var.services.config.signInDomains.join(', ');
      return again([
        { field: 'email', message: `Use your work address. These may sign in: ${domains}` },
      ]);
    }
    if (outcome === 'too-many') {
      return again(
        [
          {
            field: 'email',
            message: 'Too many links were asked for. Wait a quarter of an hour and try again',
          },
        ],
        429,
      );
    }
    return c.html(
      <CheckYourMailPage
        email={form.data.email}
        canMail={c.var.services.mailer.isConfigured}
        isHeld={(await showMailTroubles(c.var.services)).server !== null}
      />,
    );
  })

  // Mail gateways fetch links in advance: a GET only shows the button.
  .get('/sign-in/:token', async (c) => {
    const token = c.req.param('token');
    if (!(await isUsableSignInLink(c.var.services, token)))
      return c.html(<LinkNotUsablePage />, 410);
    return c.html(<ConfirmSignInPage token={token} next={safePath(c.req.query('next'))} />);
  })

  .post('/sign-in/:token', async (c) => {
    const session = await consumeSignInLink(c.var.services, c.req.param('token'));
    if (!session) return c.html(<LinkNotUsablePage />, 410);
    keepSession(c, session);
    const body = await c.req.parseBody();
    return c.redirect(safePath(String(body.next ?? '/')), 303);
  })

  .post('/sign-out', async (c) => {
    await endSession(c);
    return c.redirect('/sign-in', 303);
  })

  .get('/setup/:token', async (c) => {
    const token = c.req.param('token');
    if (!(await isFirstAdministratorToken(c.var.services, token)))
      return c.html(<LinkNotUsablePage />, 410);
    return c.html(<SetUpPage token={token} />);
  })

  .post('/setup/:token', async (c) => {
    const token = c.req.param('token');
    const body = await c.req.parseBody();
    const typed = { email: String(body.email ?? ''), name: String(body.name ?? '') };
    const form = setUpForm.safeParse(typed);
    const again = (problems: Problem[]) =>
      c.html(<SetUpPage token={token} {...typed} problems={problems} />, 422);
    if (!form.success) return again(problemsIn(form.error));
    try {
      const session = await makeFirstAdministrator(c.var.services, {
        token,
        email: form.data.email,
        name: form.data.name || null,
      });
      if (!session) return c.html(<LinkNotUsablePage />, 410);
      keepSession(c, session);
      return c.redirect('/', 303);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return again([{ field: error.field ?? 'email', message: error.message }]);
    }
  });
