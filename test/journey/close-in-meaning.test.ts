import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { openWorker } from '#worker/open-worker.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';
import { loopbackEmbedder } from '../support/loopback/loopback-embedder.ts';

it('shows by itself what is close in meaning, and leaves it out when asked', {
  timeout: 120_000,
}, async () => {
  const embedder = await loopbackEmbedder();
  const services = await freshServices('sqlite', {
    settings: {
      EMBEDDER_URL: embedder.openai,
      EMBEDDER_MODEL: 'm',
      EMBEDDER_FLOOR: '0.4',
      PORT: '0',
    },
  });
  const add = (title: string, text: string) =>
    givenPublication(services.orm.em.fork(), {
      title,
      documents: [{ pages: [{ number: 3, text }] }],
    });
  await add('Taxi licensing', 'A taxi at the hotel.');
  await add('Minicab firms', 'A minicab at the guesthouse.');
  const worker = await openWorker(services, { baseUrl: () => '' });
  onTestFinished(() => worker.close());
  await worker.checkIndex();
  await worker.index();
  const served = await serveApp(services);
  onTestFinished(() => served.close());
  const user = await givenUser(services.orm.em.fork(), {
    role: 'member',
    email: 'm@marlby.example',
  });
  const token = await createSignInLink(services.fork(), { user, minutes: 10 });
  const { page } = await freshBrowser({ javaScript: true });

  await page.goto(`${served.url}/sign-in/${token}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${served.url}/?q=taxi+hotel`);

  const region = page.getByRole('region', { name: 'Close in meaning' });
  expect(await region.getByRole('listitem').first().textContent()).toContain('Minicab firms');
  await expectAccessible(page);

  await region.getByRole('link', { name: 'Leave these out' }).click();
  await page.waitForURL(/alike=off/);

  expect(await region.count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Look for it too' }).click();
  await region.waitFor();
});
