import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnAddress } from '#server/request/return-address.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { givenUser } from '../support/builders/user.ts';
import { freshApp } from '../support/fresh-app.ts';

const baseUrl = 'https://skylark.example';
const elsewhere = 'evil.example';

/** As a browser that is on a page of ours takes what it is sent. */
const ledTo = (location: string) => new URL(location, `${baseUrl}/sign-in/token`);

const led = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n//evil.example',
  '\t//evil.example',
  ' //evil.example',
  '\u0000//evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/%2E%2e//evil.example',
  './/evil.example/x',
  'https:evil.example',
  'https://evil.example',
  'https:/\\evil.example',
  'HTTPS://EVIL.example',
  'https://skylark.example@evil.example/',
  'https://skylark.example:443@evil.example/',
  'https://skylark.example.evil.example/',
  'https://evil.example#@skylark.example/',
  'http://skylark.example/plans',
  'https://skylark.example:8443/plans',
  'javascript:alert(1)',
  'JaVa\tScript:alert(1)',
  'data:text/html,x',
  'blob:https://skylark.example/x',
  'file:///etc/passwd',
  'mailto:ann@evil.example',
  '//evil。example',
  '/\u2044evil.example',
  '//[::1]/',
  'https://',
  '//',
  '\ud800',
];

describe('where somebody is led back to', () => {
  it.each(led)('is never another site, nor a script: %j', (given) => {
    const { origin, host } = ledTo(returnAddress(given, baseUrl));

    expect(origin).toBe(baseUrl);
    expect(host).not.toContain(elsewhere);
  });

  it('is never another site, whatever is put together', () => {
    const parts = fc.constantFrom(
      ...['/', '\\', '.', '..', ':', '@', '#', '?', '%2f', '%5c', '%2e', '%00', '\t', '\n', ' '],
      ...['evil.example', 'skylark.example', 'https:', 'http:', 'javascript:', 'blob:', 'x'],
    );
    const addresses = fc.array(parts, { maxLength: 9 }).map((given) => given.join(''));
    fc.assert(
      fc.property(fc.oneof(addresses, fc.string(), fc.webUrl()), (given) => {
        const path = returnAddress(given, baseUrl);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(ledTo(path).origin).toBe(baseUrl);
        expect(returnAddress(path, baseUrl)).toBe(path);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['/', '/'],
    ['/plans', '/plans'],
    ['/publications/3/documents/4?q=a%20b&page=47#page-47', null],
    ['/?q=%22return+home%22&theme=missing', null],
    ['/digests/2026-W38', null],
    ['https://skylark.example/plans?x=1', '/plans?x=1'],
    ['https://ann:pass@skylark.example/plans', '/plans'],
    ['/search?next=https://evil.example', null],
    ['/tags/50%25%2F', null],
    ['plans', '/plans'],
    ['', '/'],
    [undefined, '/'],
  ])('is %j as it was asked for', (given, wanted) => {
    expect(returnAddress(given, baseUrl)).toBe(wanted ?? given);
  });
});

it.each(['//evil.example', '/.//evil.example', '/\t/evil.example', 'https://evil.example'])(
  'a sign-in with next=%j leads to the first page, by form and by link',
  async (next) => {
    const { app, services } = await freshApp();
    const { em, clock } = services.fork();
    const user = await givenUser(em, { role: 'member' });
    const token = await createSignInLink({ em, clock }, { user, minutes: 15 });
    const address = `http://skylark.test/sign-in/${token}`;

    const page = await (await app.request(`${address}?next=${encodeURIComponent(next)}`)).text();
    const answer = await app.request(address, {
      method: 'POST',
      headers: { origin: 'http://skylark.test' },
      body: new URLSearchParams({ next }),
    });

    expect(page).toContain('name="next" value="/"');
    expect(answer.headers.get('location')).toBe('/');
  },
);
