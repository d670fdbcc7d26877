import { describe, expect, it } from 'vitest';
import { returnAddress } from '#server/request/return-address.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshApp } from '../support/fresh-app.ts';

const base = 'http://skylark.test';

describe('where somebody goes back to', () => {
  it.each([
    ['/publications/4/documents/9?q=RHI&page=47', '/publications/4/documents/9?q=RHI&page=47'],
    ['/?q=%22county+lines%22&year=2026#results', '/?q=%22county+lines%22&year=2026#results'],
    [`${base}/digests/2026-W48`, '/digests/2026-W48'],
    ['', '/'],
    ['//elsewhere.example/a', '/'],
    ['/\\elsewhere.example/a', '/'],
    ['/\t/elsewhere.example/a', '/'],
    ['/.//elsewhere.example/a', '/'],
    ['https://elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['http://skylark.test:8080/a', '/'],
    ['/sign-in?next=/sign-in', '/'],
    ['/sign-out', '/'],
    ['/setup/token', '/'],
  ])('takes %j as %s', (given, expected) => {
    expect(returnAddress(given, base)).toBe(expected);
  });
});

describe('signing in on the way to a page', () => {
  it.each([
    '/publications/4/documents/9?q=%22return+home%22&expand=off&page=47',
    '/?q=taxi&publisher=Ofsted&publisher=Marlby%20%26%20District&page=2',
    '/sift?sort=newest',
    '/requests/7',
    '/sources/previews/3?wait=no',
    '/publications/add?url=https%3A%2F%2Fwww.marlby.example%2Freview%3Fa%3D1%26b%3D2',
    '/nothing/here?at=all',
  ])('leads to %s in the end', async (path) => {
    const { app, services } = await freshApp();
    const { em, clock } = services.fork();
    const user = await givenUser(em, { email: 'ann@marlby.example' });
    const ask = (at: string, init?: RequestInit) => app.request(`${base}${at}`, init);
    const form = (fields: Record<string, string>) => ({
      method: 'POST',
      headers: { origin: base },
      body: new URLSearchParams(fields),
    });
    const nextIn = (html: string) =>
      /name="next" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

    const sent = await ask(path);
    const signIn = sent.headers.get('location') ?? '';
    const asked = await (await ask(signIn)).text();
    const mailed = await (
      await ask('/sign-in', form({ email: 'ann@marlby.example', next: nextIn(asked) }))
    ).text();
    const token = await createSignInLink({ em, clock }, { user, minutes: 15 });
    const link = `/sign-in/${token}?${new URLSearchParams({ next: nextIn(asked) })}`;
    const confirm = await (await ask(link)).text();
    const arrived = await ask(`/sign-in/${token}`, form({ next: nextIn(confirm) }));

    expect(sent.status).toBe(303);
    expect(nextIn(asked)).toBe(path);
    expect(mailed).toContain('Check your mail');
    expect(arrived.headers.get('location')).toBe(path);
    // The link is used up now; another that is asked for leads there too.
    const spent = await ask(link);
    expect(await spent.text()).toContain(`href="/sign-in?next=${encodeURIComponent(path)}"`);
    const cookie = arrived.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await ask(link, { headers: { cookie } });
    expect(again.headers.get('location')).toBe(path);
  });

  it('leads back to the form that was sent when the session had ended', async () => {
    const { app } = await freshApp();

    const sent = await app.request(`${base}/publications/add`, {
      method: 'POST',
      headers: { origin: base, referer: `${base}/publications/add?url=a` },
      body: new URLSearchParams({ url: 'https://www.marlby.example/' }),
    });

    expect(sent.headers.get('location')).toBe('/sign-in?next=%2Fpublications%2Fadd%3Furl%3Da');
  });
});
