import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { roles } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { createApiToken, listApiTokens, revokeApiToken } from '#shared/people/api-tokens.ts';
import { inviteUser, latestInvitations, makeLinkToHandOver } from '#shared/people/invite-user.ts';
import { listAudit } from '#shared/people/list-audit.ts';
import { closeSessionsOf } from '#shared/people/sessions.ts';
import { addUser, changeUser, listUsers } from '#shared/people/users.ts';
import { clearPastSearches, listPastSearches } from '#shared/searches/past-searches.ts';
import { setFlash } from '../flash.ts';
import { type Problem, problemsIn } from '../forms.ts';
import { requireRole } from '../require-role.ts';
import type { WebEnv } from '../web-env.ts';
import { AccountPage } from './account-page.tsx';
import { AuditPage } from './audit-page.tsx';
import { PeoplePage } from './people-page.tsx';

const role = z.enum(roles, 'Choose a role');
const personForm = z.object({
  email: z.string().trim().min(1, 'Enter an email address'),
  name: z.string().trim().max(200, 'Keep the name to 200 characters').optional(),
  role,
});
const tokenForm = z.object({
  name: z.string().trim().min(1, 'Say what the token is for').max(200, 'Keep it to 200 characters'),
});
const auditQuery = z.object({
  page: z.coerce.number().int().min(1).catch(1),
  subjectType: z.string().optional(),
  subjectId: z.string().optional(),
  action: z.string().optional(),
  actor: z.string().optional(),
});

async function accountOf({ var: { services, user } }: Context<WebEnv>) {
  const tokens = await listApiTokens(services, user.id);
  const pastSearches = (await listPastSearches(services, user.id)).length;
  return { user, tokens, pastSearches };
}

async function peopleOf({ var: { services } }: Context<WebEnv>) {
  const troubles = await showMailTroubles(services);
  return {
    users: await listUsers(services),
    invitations: await latestInvitations(services),
    troubles,
    canMail: services.mailer.isConfigured && !troubles.server,
  };
}

export const peopleRoutes = new Hono<WebEnv>()

  .get('/account', async (c) => {
    return c.html(<AccountPage {...(await accountOf(c))} />);
  })

  .post('/account/tokens', async (c) => {
    const form = tokenForm.safeParse(await c.req.parseBody());
    const { services, user } = c.var;
    if (!form.success) {
      return c.html(
        <AccountPage {...(await accountOf(c))} problems={problemsIn(form.error)} />,
        422,
      );
    }
    const made = await createApiToken(services, {
      userId: user.id,
      name: form.data.name,
      by: user.actor,
    });
    // Shown in the answer to the POST, not after a redirect: it is stored nowhere.
    return c.html(<AccountPage {...(await accountOf(c))} made={made} />);
  })

  .post('/account/tokens/:id{[0-9]+}/revoke', async (c) => {
    const { services, user } = c.var;
    await revokeApiToken(services, {
      tokenId: Number(c.req.param('id')),
      userId: user.id,
      by: user.actor,
    });
    setFlash(c, 'The token was revoked. Programs that used it can no longer sign in.');
    return c.redirect('/account', 303);
  })

  .post('/account/past-searches/clear', async (c) => {
    await clearPastSearches(c.var.services, c.var.user.id);
    setFlash(c, 'Your past searches were cleared.');
    return c.redirect('/account', 303);
  })

  .post('/account/sign-out-everywhere', async (c) => {
    await closeSessionsOf(c.var.services, c.var.user.id);
    return c.redirect('/sign-in', 303);
  })

  .get('/people', requireRole('administrator'), async (c) =>
    c.html(<PeoplePage {...(await peopleOf(c))} />),
  )

  .post('/people', requireRole('administrator'), async (c) => {
    const body = await c.req.parseBody();
    const form = personForm.safeParse(body);
    const again = async (problems: Problem[]) =>
      c.html(
        <PeoplePage
          {...(await peopleOf(c))}
          problems={problems}
          typed={body as Record<string, string>}
        />,
        422,
      );
    if (!form.success) return again(problemsIn(form.error));
    try {
      const added = await addUser(c.var.services, {
        ...form.data,
        name: form.data.name ?? null,
        by: c.var.user.actor,
      });
      const { user, services, baseUrl } = c.var;
      const by = { ...user.actor, called: user.name ?? user.email };
      const invited = await inviteUser(services, { user: added, baseUrl, by });
      if (!invited.mailed) {
        // Shown in the answer to the POST, not after a redirect: it is stored nowhere.
        const made = { email: added.email, link: invited.link };
        return c.html(<PeoplePage {...(await peopleOf(c))} made={made} />);
      }
      setFlash(c, `${added.email} can now sign in, as ${added.role}, and is told by mail.`);
      return c.redirect('/people', 303);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return again([{ field: error.field ?? 'email', message: error.message }]);
    }
  })

  .post('/people/:id{[0-9]+}', requireRole('administrator'), async (c) => {
    const body = await c.req.parseBody();
    if (body.do === 'link') {
      const { services, baseUrl, user } = c.var;
      const userId = Number(c.req.param('id'));
      const link = await makeLinkToHandOver(services, { userId, baseUrl, by: user.actor });
      const people = await peopleOf(c);
      const email = people.users.find(({ id }) => id === userId)?.email ?? '';
      return c.html(<PeoplePage {...people} made={{ email, link }} />);
    }
    const changed = await changeUser(c.var.services, {
      userId: Number(c.req.param('id')),
      ...(body.do === 'role' ? { role: role.parse(body.role) } : {}),
      ...(body.do === 'leave' ? { isActive: false } : {}),
      ...(body.do === 'return' ? { isActive: true } : {}),
      by: c.var.user.actor,
    });
    setFlash(
      c,
      changed.isActive
        ? `${changed.email} is now ${changed.role}.`
        : `${changed.email} can no longer sign in.`,
    );
    return c.redirect('/people', 303);
  })

  .get('/audit', requireRole('coordinator'), async (c) => {
    const query = auditQuery.parse(c.req.query());
    return c.html(
      <AuditPage list={await listAudit(c.var.services, { ...query, size: 50 })} query={query} />,
    );
  });
