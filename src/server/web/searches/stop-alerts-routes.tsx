import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import {
  findStoppableAlerts,
  type StoppableAlerts,
  stopAlerts,
} from '#shared/searches/stop-alerts.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';

const StopPage: FC<{ token: string; alerts: StoppableAlerts }> = ({ token, alerts }) => (
  <Page title="Stop these messages">
    <h1 class="govuk-heading-l">Stop these messages</h1>
    <p class="govuk-body">{alerts.email} will no longer be told what is new for:</p>
    <ul class="govuk-list govuk-list--bullet">
      {alerts.names.map((name) => (
        <li>{name}</li>
      ))}
    </ul>
    <form method="post" action={`/stop-alerts/${token}`}>
      <Button>Stop the messages</Button>
    </form>
  </Page>
);

const StoppedPage: FC<{ isKnown: boolean }> = ({ isKnown }) => (
  <Page title={isKnown ? 'The messages are stopped' : 'This address does not work'}>
    <h1 class="govuk-heading-l">
      {isKnown ? 'The messages are stopped' : 'This address does not work'}
    </h1>
    <p class="govuk-body">
      {isKnown
        ? 'The searches themselves are still saved. You can have what is new mailed to you again under “Saved”.'
        : 'It may be incomplete. Use the address in the latest message, or choose “Saved” in Skylark.'}
    </p>
  </Page>
);

/** Needs no sign-in: a GET shows a button, a POST (also RFC 8058's one click) stops the alerts. */
export const stopAlertsRoutes = new Hono<WebEnv>()

  .get('/:token', needs('use an address with a token'), async (c) => {
    const token = c.req.param('token');
    const alerts = await findStoppableAlerts(c.var.services, token);
    if (!alerts) return c.html(<StoppedPage isKnown={false} />, 404);
    if (alerts.names.length === 0) return c.html(<StoppedPage isKnown />);
    return c.html(<StopPage token={token} alerts={alerts} />);
  })

  .post('/:token', needs('use an address with a token'), async (c) => {
    const alerts = await stopAlerts(c.var.services, c.req.param('token'));
    return c.html(<StoppedPage isKnown={!!alerts} />, alerts ? 200 : 404);
  });
