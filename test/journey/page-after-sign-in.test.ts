import { expect, it, onTestFinished } from 'vitest';
import { serveApp } from '#server/serve.ts';
import { Document } from '#shared/entities/index.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { expectAccessible, freshBrowser } from '../support/browser.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshServices } from '../support/fresh-services.ts';

const words = 'A long account of how the partnership listened and what it changed. '.repeat(40);

it.each([true, false])(
  'shows the page that was asked for after a sign-in, with scripts: %s',
  async (javaScript) => {
    const services = await freshServices('sqlite', { settings: { PORT: '0' } });
    const server = await serveApp(services);
    onTestFinished(() => server.close());
    const { em, clock } = services.fork();
    const user = await givenUser(em, { email: 'ann@marlby.example' });
    const source = await givenSource(em, { mayShow: 'text' });
    const { id } = await givenPublication(em, {
      source,
      title: 'A long review',
      documents: [
        { pages: Array.from({ length: 60 }, (_, at) => ({ number: at + 1, text: words })) },
      ],
    });
    const document = await em.findOneOrFail(Document, { publication: id });
    const { page } = await freshBrowser({ javaScript });

    await page.goto(`${server.url}/publications/${id}/documents/${document.id}?page=47`);
    await page.getByLabel('Your work email address').fill('ann@marlby.example');
    const next = await page.locator('input[name=next]').inputValue();
    const token = await createSignInLink({ em, clock }, { user, minutes: 15 });
    await page.goto(`${server.url}/sign-in/${token}?${new URLSearchParams({ next })}`);
    await page.getByRole('button', { name: 'Sign in' }).click();

    expect(page.url()).toMatch(/\?page=47$/);
    const heading = page.getByRole('heading', { name: 'Page 47', exact: true });
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeGreaterThan(0);
    expect((await heading.boundingBox())?.y).toBeLessThan(900);
    if (javaScript) await expectAccessible(page);
  },
);
