import { Hono } from 'hono';
import type { WebEnv } from '../../request/env.ts';
import { needs } from '../../request/permission.ts';
import { ApiReferencePage, type OpenApi } from './api-reference-page.tsx';
import { AccessibilityPage, HelpPage, PrivacyPage } from './pages.tsx';
import { PermissionsPage } from './permissions-page.tsx';

/** Pages that need no sign-in. @param describeApi the API in OpenAPI, for the page that shows it */
export const openRoutes = (describeApi: () => unknown) =>
  new Hono<WebEnv>()
    .get('/help', needs('see open pages'), (c) => c.html(<HelpPage />))
    .get('/accessibility', needs('see open pages'), (c) => c.html(<AccessibilityPage />))
    .get('/privacy', needs('see open pages'), (c) => c.html(<PrivacyPage />))
    .get('/permissions', needs('see open pages'), (c) => c.html(<PermissionsPage />))
    .get('/api-reference', needs('see open pages'), (c) =>
      c.html(<ApiReferencePage description={describeApi() as OpenApi} />),
    );
