import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { createApiToken, listApiTokens, revokeApiToken } from '#shared/people/api-tokens.ts';
import { inviteUser, latestInvitations, makeLinkToHandOver } from '#shared/people/invite-user.ts';
import { listAudit } from '#shared/people/list-audit.ts';
import { offeredRoles, roleOf, wordsOfRole } from '#shared/people/permissions.ts';
import { signOutEverywhere } from '#shared/people/sessions.ts';
import { addUser, changeUser, listUsers } from '#shared/people/users.ts';
import { clearPastSearches, listPastSearches } from '#shared/searches/past-searches.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { AccountPage } from './account-page.tsx';
import { AuditPage } from './audit-page.tsx';
import { PeoplePage } from './people-page.tsx';

const role = z.enum(offeredRoles, 'Choose a role');
const personForm = z.object({
  email: z.string().trim().min(1, 'Enter an email address'),
  name: z.string().trim().max(200, 'Keep the name to 200 characters').optional(),
  role,
});
const changeForm = z.discriminatedUnion(
  'do',
  [
    z.object({ do: z.literal('role'), role }),
    z.object({ do: z.enum(['leave', 'return', 'link']), role: z.string().optional() }),
  ],
  'Say what should change',
);
const tokenForm = z.object({
  name: z
    .string()
    .overwrite(lineOfText)
    .min(1, 'Say what the token is for')
    .max(200, 'Keep it to 200 characters'),
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

  .get('/account', needs('keep own account'), async (c) => {
    return c.html(<AccountPage {...(await accountOf(c))} />);
  })

  .post('/account/tokens', needs('keep own account'), async (c) => {
    const again: Again = async (problems) => (
      <AccountPage {...(await accountOf(c))} problems={problems} />
    );
    return submit(c, tokenForm, again, async ({ name }) => {
      const { services, user } = c.var;
      const made = await createApiToken(services, { userId: user.id, name, by: user.actor });
      // Shown in the answer to the POST, not after a redirect: it is stored nowhere.
      return c.html(<AccountPage {...(await accountOf(c))} made={made} />);
    });
  })

  .post('/account/tokens/:id{[0-9]+}/revoke', needs('keep own account'), async (c) => {
    const { services, user } = c.var;
    await revokeApiToken(services, {
      tokenId: Number(c.req.param('id')),
      userId: user.id,
      by: user.actor,
    });
    setFlash(c, 'The token was revoked. Programs that used it can no longer sign in.');
    return c.redirect('/account', 303);
  })

  .post('/account/past-searches/clear', needs('keep own account'), async (c) => {
    await clearPastSearches(c.var.services, c.var.user.id);
    setFlash(c, 'Your past searches were cleared.');
    return c.redirect('/account', 303);
  })

  .post('/account/sign-out-everywhere', needs('keep own account'), async (c) => {
    const { services, user } = c.var;
    await signOutEverywhere(services, { userId: user.id, by: user.actor });
    return c.redirect('/sign-in', 303);
  })

  .get('/people', needs('manage people'), async (c) =>
    c.html(<PeoplePage {...(await peopleOf(c))} />),
  )

  .post('/people', needs('manage people'), async (c) => {
    const again: Again = async (problems, typed) => (
      <PeoplePage {...(await peopleOf(c))} problems={problems} typed={typed} />
    );
    return submit(c, personForm, again, async ({ email, name = null, role }) => {
      const { user, services, baseUrl } = c.var;
      const added = await addUser(services, { email, name, role, by: user.actor });
      const by = { ...user.actor, called: user.name ?? user.email };
      const invited = await inviteUser(services, { user: added, baseUrl, by });
      if (!invited.mailed) {
        // Shown in the answer to the POST, not after a redirect: it is stored nowhere.
        const made = { email: added.email, link: invited.link };
        return c.html(<PeoplePage {...(await peopleOf(c))} made={made} />);
      }
      const as = wordsOfRole(roleOf(added.role)).words;
      setFlash(c, `${added.email} can now sign in, as ${as}, and is told by mail.`);
      return c.redirect('/people', 303);
    });
  })

  .post('/people/:id{[0-9]+}', needs('manage people'), async (c) =>
    submit(c, changeForm, null, async (form) => {
      const { services, baseUrl, user } = c.var;
      const userId = Number(c.req.param('id'));
      if (form.do === 'link') {
        const link = await makeLinkToHandOver(services, { userId, baseUrl, by: user.actor });
        const people = await peopleOf(c);
        const email = people.users.find(({ id }) => id === userId)?.email ?? '';
        return c.html(<PeoplePage {...people} made={{ email, link }} />);
      }
      const changed = await changeUser(services, {
        userId,
        ...(form.do === 'role' ? { role: form.role } : { isActive: form.do === 'return' }),
        by: user.actor,
      });
      setFlash(
        c,
        changed.isActive
          ? `${changed.email} is now ${wordsOfRole(roleOf(changed.role)).words}.`
          : `${changed.email} can no longer sign in.`,
      );
      return c.redirect('/people', 303);
    }),
  )

  .get('/audit', needs('see audit'), async (c) => {
    const query = auditQuery.parse(c.req.query());
    return c.html(
      <AuditPage list={await listAudit(c.var.services, { ...query, size: 50 })} query={query} />,
    );
  });
