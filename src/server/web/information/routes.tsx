import { Hono } from 'hono';
import type { WebEnv } from '../web-env.ts';
import { ApiReferencePage, type OpenApi } from './api-reference-page.tsx';
import { AccessibilityPage, HelpPage, PrivacyPage } from './pages.tsx';

/** Pages that need no sign-in. */
export const openRoutes = new Hono<WebEnv>()
  .get('/help', (c) => c.html(<HelpPage />))
  .get('/accessibility', (c) => c.html(<AccessibilityPage />))
  .get('/privacy', (c) => c.html(<PrivacyPage />))
  .get('/api-reference', async (c) => {
    const { createApi } = await import('../../api/create-api.ts');
    const answer = await createApi().request('/openapi.json');
    return c.html(<ApiReferencePage description={(await answer.json()) as OpenApi} />);
  });
