import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Publication } from '#shared/entities/index.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';

describe('while the search index is damaged', () => {
  let coordinator: Person;
  let member: Person;
  let publication: Publication;

  beforeEach(async () => {
    const { services, as } = await freshApp();
    writeFileSync(
      path.join(services.config.dataDir, 'search-1.db'),
      'Not a database. '.repeat(999),
    );
    coordinator = await as('coordinator');
    member = await as('member');
    publication = await givenPublication(services.orm.em.fork(), { title: 'Still here' });
  });

  it('the search page says so, keeps what was asked, and leads to what works', async () => {
    const answer = await coordinator.get('/?q=RHI+%22no%22&theme=missing&sort=newest&expand=off');

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('60');
    const html = await answer.text();
    expect(html).toContain('Search is not available just now');
    expect(html).toContain('The search index cannot be read. Nothing is lost');
    expect(html).toMatch(/<input[^>]*name="q"[^>]*value="RHI &quot;no&quot;"/);
    expect(html).toContain('<input type="hidden" name="theme" value="missing"/>');
    expect(html).toContain('<input type="hidden" name="sort" value="newest"/>');
    expect(html.match(/name="expand"/g)).toHaveLength(1);
    for (const href of ['/sift', '/plans', '/digests', '/sources'])
      expect(html.slice(html.indexOf('<main'))).toContain(`href="${href}"`);
  });

  it('offers nobody what their role does not allow', async () => {
    const html = await (await member.get('/')).text();

    expect(html).toContain('Search is not available just now');
    expect(html).not.toContain('href="/sift"');
  });

  it('the other pages work', async () => {
    for (const page of [`/publications/${publication.id}`, '/sift', '/plans', '/searches'])
      expect([page, (await coordinator.get(page)).status]).toEqual([page, 200]);
  });

  it.each(['/publications?q=RHI', '/publications/1/similar', '/complete?q=RHI'])(
    'GET /api/v1%s says when to ask again',
    async (address) => {
      const answer = await member.api('GET', address);

      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('60');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status: 503,
        title: 'Search is not available just now',
        detail: expect.stringContaining('Nothing is lost'),
      });
    },
  );
});
