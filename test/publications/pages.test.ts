import { beforeEach, describe, expect, it } from 'vitest';
import { Assessment, Concept, Publication, Suggestion, Tag } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const at = new Date('2026-09-09T10:00:00Z');

describe('the pages of the library', () => {
  let services: OpenServices;
  let coordinator: Person;
  let member: Person;
  let publication: Publication;

  beforeEach(async () => {
    const app = await freshApp();
    services = app.services;
    coordinator = await app.as('coordinator');
    member = await app.as('member');
    const em = services.orm.em.fork();
    publication = await givenPublication(em, {
      title: 'Return home interviews & <what> works',
      summary: 'The summary of it.',
      documents: [
        {
          title: 'The whole report',
          pages: [
            { number: 1, text: 'An introduction.' },
            { number: 47, text: 'The lantern protocol was agreed.' },
          ],
        },
      ],
    });
    await indexNow(services, [publication.id]);
  });

  const read = () => services.orm.em.fork().findOneOrFail(Publication, publication.id);
  const page = async (person: Person, path: string) => {
    const response = await person.get(path);
    return { status: response.status, html: await response.text() };
  };

  describe('searching', () => {
    it('shows the newest publications when nothing is asked', async () => {
      const { status, html } = await page(member, '/');

      expect(status).toBe(200);
      expect(html).toContain('1 publication');
      expect(html).toContain('Return home interviews &amp; &lt;what&gt; works');
      expect(html).toContain('7 September 2026');
    });

    it.each(['"', '()', '***', 'OR', '%00'])('takes %j as words, never as an error', async (q) => {
      const { status } = await page(member, `/?q=${encodeURIComponent(q)}`);

      expect(status).toBe(200);
    });

    it('leads from a hit to its page in the text, with the words marked there', async () => {
      const { html } = await page(member, '/?q=lantern+protocol');

      const address = /href="([^"]*\/documents\/[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      expect(address).toMatch(/\?q=lantern\+protocol&page=47#page-47$/);
      const { html: document } = await page(member, address?.split('#')[0] ?? '');
      expect(document).toContain('id="page-47"');
      expect(document).toContain('<mark id="match">lantern</mark> <mark>protocol</mark>');
    });

    it.each([
      ['RHI', '<mark id="match">return home interview</mark>', '“RHI”, “return home interview”'],
      ['lanttern', '<mark id="match">lantern</mark>', '“lantern” is marked'],
    ])('leads from a hit for %s to what was meant, marked', async (q, marked, said) => {
      const em = services.orm.em.fork();
      const other = await givenPublication(em, {
        title: 'Another',
        documents: [{ pages: [{ number: 12, text: 'A return home interview, the lantern way.' }] }],
      });
      await indexNow(services, [other.id]);

      const { html } = await page(member, `/?q=${q}`);

      const path = new RegExp(`href="(/publications/${other.id}/documents/[^"]*)#page-12"`);
      const address = path.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const { html: document } = await page(member, address);
      expect(document).toContain(marked);
      expect(document).toContain(said);
      expect(document).toContain('<a class="govuk-link" href="#page-12">');
    });

    it('marks no other names where the search had none', async () => {
      const em = services.orm.em.fork();
      const other = await givenPublication(em, {
        title: 'Another',
        documents: [
          {
            pages: [
              { number: 2, text: 'The return home interview.' },
              { number: 3, text: 'An RHI.' },
            ],
          },
        ],
      });
      await indexNow(services, [other.id]);

      const { html } = await page(member, '/?q=RHI&expand=off');

      const address = /href="([^"]*\/documents\/[^"]*)#page-3"/.exec(html)?.[1] ?? '';
      expect(address).toContain('?q=RHI&amp;expand=off&amp;page=3');
      const { html: document } = await page(member, address.replaceAll('&amp;', '&'));
      expect(document.match(/<mark[^>]*>[^<]*/g)).toEqual(['<mark id="match">RHI']);
      expect(document).toContain('href="/?q=RHI&amp;expand=off"');
    });

    it('can have statutory and national sources first, and keeps that with filters', async () => {
      const { html } = await page(member, '/?q=lantern&year=2026');
      const { html: national } = await page(member, '/?q=lantern&year=2026&sort=national');

      expect(html).toContain('href="/?q=lantern&amp;year=2026&amp;sort=national"');
      expect(national).toContain(
        '<strong aria-current="true">statutory and national first</strong>',
      );
      expect(national).toContain('<input type="hidden" name="sort" value="national"/>');
    });

    it('leads to the publisher where the text may not be shown, and shows none of it', async () => {
      const em = services.orm.em.fork();
      const closed = await givenPublication(em, {
        source: await givenSource(em, { mayShow: 'link' }),
        title: 'Closed',
        summary: 'Secret summary.',
        documents: [{ pages: [{ number: 9, text: 'The zebra finding.' }] }],
      });
      await indexNow(services, [closed.id]);

      const { html } = await page(member, '/?q=zebra');

      expect(html).toContain('href="https://marlby.example/files/0.pdf#page=9"');
      expect(html).toContain('Found on page 9, which may not be quoted');
      expect(html).not.toContain('finding');
      expect(html).not.toContain('Secret summary');
      expect((await page(member, `/publications/${closed.id}`)).html).not.toContain('Secret');
    });

    it('shows extracts of what describes abuse on request', async () => {
      await services.orm.em.fork().nativeUpdate(Publication, publication.id, {
        describesAbuse: true,
      });

      const { html } = await page(member, '/?q=lantern');

      expect(html).toMatch(/This publication describes abuse[\s\S]*<div[\s\S]*lantern<\/mark>/);
    });

    it('says what was corrected and expanded, with a way back', async () => {
      const { html: corrected } = await page(member, '/?q=lanttern');
      const { html: expanded } = await page(member, '/?q=RHI');

      expect(corrected).toContain('Showing results for');
      expect(corrected).toContain('Search instead for lanttern');
      expect(expanded).toContain('Also searched for “return home interview”, “return interview”,');
      expect(expanded).toContain('expand=off');
    });

    it.each(['RHI', 'return home interviews', '"return interview"', 'returnn home interview'])(
      'offers what is related to %s, without searching for it',
      async (q) => {
        const em = services.orm.em.fork();
        const other = await givenPublication(em, { title: 'Of children missing from care' });
        await indexNow(services, [other.id]);

        const { html } = await page(member, `/?q=${encodeURIComponent(q)}&year=2026`);

        expect(html).toContain('Related: ');
        const link = 'href="/?q=Missing+from+home+or+care&amp;year=2026">Missing from home or care';
        expect(html).toContain(link);
        expect(html).not.toContain('Of children missing');
      },
    );

    it.each(['-RHI', 'RHI OR lantern', 'RHI training', 'mash', 'theme:rhi', 'lantern', ''])(
      'offers nothing related to %j, which names no concept',
      async (q) => {
        const { html } = await page(member, `/?q=${encodeURIComponent(q)}`);

        expect(html).not.toContain('Related: ');
      },
    );
    it('searches the next words with other names again', async () => {
      const { html } = await page(member, '/?q=RHI&expand=off');
      const form = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const sent = new URLSearchParams(form.map(([, name = '', value = '']) => [name, value]));

      expect(sent.get('expand')).toBe('off');
      const again = await page(member, `/?q=RHI&${sent}`);
      const next = await page(member, `/?q=NRM&${sent}`);

      expect(again.html).toContain('Searched for these words only');
      expect(next.html).toContain('Also searched for');
    });

    it('leads back from a page beyond the last', async () => {
      const { status, html } = await page(member, '/?q=lantern&year=2026&page=200');

      expect(status).toBe(200);
      expect(html).toContain('There is no page 200');
      expect(html).toContain('href="/?q=lantern&amp;year=2026">Go to the last page');
      expect(html).toContain('href="/?q=lantern&amp;year=2026" rel="prev"');
    });

    it('says what filters typed into the box mean, and sorts what has no words by date', async () => {
      const { html } = await page(member, '/?q=publisher:marlby+before:2027-03+-type:guidance');

      expect(html).toContain('Only Publisher: ');
      expect(html).toContain('published before March 2027');
      expect(html).toContain('Without Document type: Guidance.');
      expect(html).toContain('<strong aria-current="true">newest</strong>');
      expect(html).not.toContain('>relevance<');
    });

    it('offers suggested themes where an accepted one finds nothing', async () => {
      const { html } = await page(member, '/?q=theme:missing');
      const { html: byType } = await page(member, '/?q=type:briefing');

      expect(html).toContain('href="/?q=theme%3Amissing&amp;include=suggested"');
      expect(byType).toContain('Nothing in the library matches');
      expect(byType).not.toContain('include=suggested"');
    });

    it('lets spelling that was left alone be corrected after all', async () => {
      const { html } = await page(member, '/?q=lanttern&correct=off');

      expect(html).toContain('href="/?q=lanttern">Let it be corrected');
    });

    it('leads by keyboard past the filters to what was found', async () => {
      const { html } = await page(member, '/?q=lantern');

      expect(html).toContain('href="#results" class="govuk-skip-link"');
      expect(html).toMatch(/id="results" tabindex="-1"/);
    });

    it('gives advice when nothing is found', async () => {
      const { html } = await page(member, '/?q=xyzzyq&theme=cse');

      expect(html).toContain('Nothing in the library matches');
      expect(html).toContain('search without the filters');
      expect(html).toContain('Remove the filter');
    });
  });

  describe('a document of many pages', () => {
    it('leads to a page by its number, and from there to those around it', async () => {
      const em = services.orm.em.fork();
      const long = await givenPublication(em, {
        documents: [
          {
            pages: [1, 2, 3, 4, 5, 6].map((number) => ({
              number,
              text: number % 3 === 0 ? 'The lantern.' : 'Nothing of it.',
            })),
          },
        ],
      });
      await indexNow(services, [long.id]);
      const { html: found } = await page(member, `/publications/${long.id}`);
      const address = /href="(\/publications\/\d+\/documents\/\d+)"/.exec(found)?.[1];

      const { html } = await page(member, `${address}?q=lantern`);
      const asked = await page(member, `${address}?q=lantern&page=5`);
      const missing = await page(member, `${address}?q=lantern&page=7`);
      const nonsense = await member.get(`${address}?q=lantern&page=x`);

      expect(html).toContain('Page, from 1 to 6');
      expect(html).toContain('<a class="govuk-link" href="#page-6">Next marked: page 6</a>');
      expect(html).toContain('https://marlby.example/files/0.pdf#page=3');
      expect(html).not.toContain('autofocus');
      expect(asked.html).toMatch(/<h2[^>]* autofocus=""[^>]*>Page 5</);
      expect(missing.html).toContain(
        'There is no page 7 with text here: the pages go from 1 to 6.',
      );
      expect(nonsense.status).toBe(200);
    });
  });

  describe('one publication', () => {
    it('is shown with its facts, documents and record', async () => {
      const { html } = await page(coordinator, `/publications/${publication.id}`);

      expect(html).toContain('The summary of it.');
      expect(html).toContain('as the source gave it');
      expect(html).toContain('The whole report');
      expect(html).toContain('1 version');
    });

    it.each(['/publications/999', '/publications/999/documents/1', '/requests/999'])(
      '%s is not found, with a way back',
      async (path) => {
        const { status, html } = await page(member, path);

        expect(status).toBe(404);
        expect(html).toContain('href="/"');
      },
    );

    it('is kept by a coordinator, not by a member', async () => {
      const path = `/publications/${publication.id}/keep`;

      expect((await member.post(path, {})).status).toBe(403);
      expect((await read()).status).toBe('new');
      const response = await coordinator.post(path, {});
      expect(response.status).toBe(303);
      expect((await read()).status).toBe('kept');
    });

    it('is set aside with a reason, and taken back', async () => {
      const path = `/publications/${publication.id}`;

      await coordinator.post(`${path}/set-aside`, { reason: 'too-thin', note: 'One page.' });
      expect(await read()).toMatchObject({ setAsideReason: 'too-thin', setAsideNote: 'One page.' });
      await coordinator.post(`${path}/reopen`, {});
      expect((await read()).status).toBe('new');
    });

    it('is tagged, and a mistake keeps what was typed', async () => {
      const path = `/publications/${publication.id}/tags`;

      const refused = await member.post(path, { label: 'x'.repeat(61) });
      const html = await refused.text();
      expect(refused.status).toBe(422);
      expect(html).toContain('<title>Error: ');
      expect(html).toContain('There is a problem');
      expect(html).toContain('x'.repeat(61));

      expect((await member.post(path, { label: 'autumn' })).status).toBe(303);
      expect(await services.orm.em.fork().find(Tag, {})).toMatchObject([{ label: 'autumn' }]);
      expect((await member.post(`${path}/remove`, { label: 'autumn' })).status).toBe(303);
      expect(await services.orm.em.fork().count(Tag)).toBe(0);
    });

    it('is assessed, with a line on what it means here', async () => {
      const path = `/publications/${publication.id}/assessment`;
      const form = { relevance: '3', evidenceStrength: '', impact: '', horizon: 'now' };

      await coordinator.post(path, { ...form, meaning: 'Check ours.' });
      expect(await services.orm.em.fork().find(Assessment, {})).toMatchObject([
        { relevance: 3, evidenceStrength: null, horizon: 'now', meaning: 'Check ours.' },
      ]);

      const refused = await coordinator.post(path, { ...form, meaning: 'y'.repeat(301) });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('y'.repeat(301));
    });

    it('has its suggestions accepted and rejected', async () => {
      const em = services.orm.em.fork();
      const suggestion = em.create(Suggestion, {
        publication: em.getReference(Publication, publication.id),
        concept: em.getReference(Concept, 'county-lines'),
        words: ['lantern'],
        strength: 'strong',
        createdAt: at,
      });
      await em.flush();
      const path = `/publications/${publication.id}/suggestions/${suggestion.id}`;

      const accepted = await coordinator.post(`${path}/accept`, {});
      const again = await coordinator.post(`${path}/reject`, {});

      expect(accepted.headers.get('location')).toBe(`/publications/${publication.id}#themes`);
      expect(again.status).toBe(409);
    });

    it('has its facts corrected, with mistakes said beside the fields', async () => {
      const path = `/publications/${publication.id}/facts`;
      const facts = { title: 'Better', publisher: 'Ofsted', type: 'doc-guidance', region: '' };

      const refused = await coordinator.post(path, {
        ...facts,
        day: '31',
        month: '2',
        year: '2026',
      });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('Enter a real date');

      await coordinator.post(path, { ...facts, day: '1', month: '2', year: '2026' });
      expect(await read()).toMatchObject({
        title: 'Better',
        publisher: 'Ofsted',
        publishedOn: '2026-02-01',
        publishedOnBasis: 'person',
        type: 'doc-guidance',
      });
    });
  });

  describe('judging', () => {
    it('lists what waits, for coordinators only', async () => {
      expect((await page(member, '/sift')).status).toBe(403);
      const { html } = await page(coordinator, '/sift');
      expect(html).toMatch(/<strong>1 publication<\/strong>\s*to judge/);
      expect(html).toContain(`action="/sift/${publication.id}/keep"`);
      expect((await coordinator.get('/judge?part=backlog')).headers.get('location')).toBe(
        '/sift?part=backlog',
      );
    });

    it('goes on to the next one, says what was done, and takes it back', async () => {
      const em = services.orm.em.fork();
      const next = await givenPublication(em, { title: 'The next one' });

      const response = await coordinator.post(`/sift/${publication.id}/keep`, {
        next: String(next.id),
      });

      const location = response.headers.get('location') ?? '';
      const where = /^\/sift\?item=(\d+)&done=([0-9a-f]{16})#reading$/.exec(location);
      expect(Number(where?.[1])).toBe(next.id);
      const { html } = await page(coordinator, location.split('#')[0] ?? '');
      expect(html).toMatch(/Kept:[\s\S]*Return home interviews[\s\S]*Undo/);
      const undone = await coordinator.post('/sift/undo', { batch: where?.[2] ?? '' });
      expect(undone.headers.get('location')).toBe(`/sift?item=${publication.id}#reading`);
      expect((await read()).status).toBe('new');
    });

    it('sets several aside at once', async () => {
      const other = await givenPublication(services.orm.em.fork(), { title: 'Another' });

      const response = await coordinator.post('/sift/several', [
        ['publicationIds', String(publication.id)],
        ['publicationIds', String(other.id)],
        ['verdict', 'set-aside'],
        ['reason', 'out-of-area'],
      ]);

      expect(response.status).toBe(303);
      const setAside = { status: 'set-aside', setAsideReason: 'out-of-area' } as const;
      expect(await services.orm.em.fork().count(Publication, setAside)).toBe(2);
    });

    it('sets nothing aside without a reason, and chooses none beforehand', async () => {
      const form = { publicationIds: String(publication.id), verdict: 'set-aside', reason: '' };

      const response = await coordinator.post('/sift/several', form);

      expect(response.status).toBe(422);
      expect(await response.text()).toContain('Choose a reason for setting them aside');
      expect((await read()).status).toBe('new');
      const { html } = await page(coordinator, '/sift');
      expect(html).not.toMatch(/name="reason"[^<]*<[^>]* selected/);
      expect(html).not.toMatch(/name="bearing" value="[a-z]+"[^>]* checked/);
    });

    it('says on page and API why each stands where it does', async () => {
      const em = services.orm.em.fork();
      await givenPublication(em, { title: 'Interviews after a return home', status: 'kept' });
      await givenPublication(em, { title: 'Works on drains', status: 'set-aside' });
      await givenPublication(em, { title: 'More works on drains' });

      const { html } = await page(coordinator, '/sift');
      const answer = await coordinator.api('GET', '/sift');

      expect(html).toContain('the order is learned from 2 verdicts');
      expect(html).toMatch(/Why here: like 1 you kept: “[^”]*home[^”]*”/);
      expect(await answer.json()).toMatchObject({
        total: 2,
        stop: { state: 'small' },
        items: [{ id: publication.id, isRandom: false, why: { likeKept: 1 } }, {}],
      });
    });

    it('says of a long list what is random, and how many more to read', async () => {
      const em = services.orm.em.fork();
      const at = new Date('2026-09-08T06:00:00Z');
      for (let one = 0; one < 160; one += 1) {
        const status = one >= 40 ? 'new' : one < 5 ? 'kept' : 'set-aside';
        const title = `${one % 2 ? 'Drains of the town' : 'Home interviews'} ${one}`;
        await givenPublication(em, { title, status, siftedAt: new Date(at.getTime() + one) });
      }

      const { html } = await page(coordinator, '/sift');

      expect(html).toMatch(/Of 121 waiting, (read \d+ more|all have to be read)/);
      expect(html.match(/>At random</g)).toHaveLength(2);
      expect(html).toContain('Callaghan and Müller-Hansen');
    });

    it('says when nothing was ticked', async () => {
      const response = await coordinator.post('/sift/several', { verdict: 'kept' });

      expect(response.status).toBe(422);
      expect(await response.text()).toContain('Tick the publications to judge');
    });
  });

  describe('adding by hand', () => {
    it('asks for an address to be read, and shows how far it is', async () => {
      const url = 'https://marlby.example/new';
      const response = await member.post('/publications/add', { url });

      const location = response.headers.get('location') ?? '';
      expect(location).toMatch(/^\/requests\/\d+$/);
      const { html } = await page(member, location);
      expect(html).toContain('It waits to be read.');
      expect(html).toContain('Look again');
      expect(html).not.toContain('http-equiv="refresh"');
      expect(html).toContain(url);
    });

    it('keeps a wrong address as it was typed', async () => {
      const response = await member.post('/publications/add', { url: 'ftp://nowhere' });

      expect(response.status).toBe(422);
      const html = await response.text();
      expect(html).toContain('value="ftp://nowhere"');
      expect(html).toContain('href="#url"');
    });

    it('takes a file, and refuses what is none', async () => {
      const form = new FormData();
      form.set('file', new File(['%PDF-1.7 …'], 'review.pdf', { type: 'application/pdf' }));
      const unsaid = await member.post('/publications/add', form);
      form.set('mayShow', 'link');
      const wrong = new FormData();
      wrong.set('file', new File(['a,b'], 'data.csv'));

      const accepted = await member.post('/publications/add', form);
      const refused = await member.post('/publications/add', wrong);

      expect(unsaid.status).toBe(422);
      const asked = await unsaid.text();
      expect(asked).toContain('<a href="#mayShow">Choose what may be shown of the file.</a>');
      expect(asked).not.toContain('checked');
      expect(accepted.headers.get('location')).toMatch(/^\/requests\/\d+$/);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain(
        'Choose a PDF, Word (DOCX), HTML or text file, or a mail (.eml).',
      );
    });
  });
});
