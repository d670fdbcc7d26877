import { Hono } from 'hono';
import { showMailTroubles } from '#shared/mail/mail-trouble.ts';
import { may } from '#shared/people/permissions.ts';
import { scanAssurance } from '#shared/sources/assurance.ts';
import { listSources } from '#shared/sources/show-sources.ts';
import { week } from '#shared/text/durations.ts';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { AssurancePage } from './assurance-page.tsx';
import { SourcesPage } from './sources-page.tsx';

/** All sources, and what was seen of them in a week. */
export const listRoutes = new Hono<WebEnv>()

  .get('/sources', needs('see sources'), async (c) => {
    const { services, user } = c.var;
    return c.html(
      <SourcesPage
        lines={await listSources(services)}
        assurance={await scanAssurance(services)}
        mayManage={may(user, 'manage sources')}
      />,
    );
  })

  .get('/sources/assurance', needs('see sources'), async (c) => {
    const { services } = c.var;
    const weeksBack = Math.min(520, Math.max(0, Math.trunc(Number(c.req.query('weeksBack'))) || 0));
    const to = new Date(services.clock().getTime() - weeksBack * week);
    return c.html(
      <AssurancePage
        assurance={await scanAssurance(services, { to })}
        weeksBack={weeksBack}
        troubles={may(c.var.user, 'manage subscribers') ? await showMailTroubles(services) : null}
      />,
    );
  });
