import { parseAtomFeed } from 'feedsmith';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEntry, Publication, SavedSearch, User } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';
import { indexNow } from '../support/fresh-services.ts';

const pages = [{ number: 47, text: 'The lantern protocol <was> agreed.' }];

describe('the feed of a saved search', () => {
  let services: OpenServices;
  let app: Awaited<ReturnType<typeof freshApp>>['app'];
  let member: Person;
  let other: Person;
  let id: number;

  beforeEach(async () => {
    const fresh = await freshApp();
    ({ services, app } = fresh);
    member = await fresh.as('member');
    other = await fresh.as('coordinator');
    const em = services.orm.em.fork();
    const some = [
      await givenPublication(em, {
        title: 'A & B \u0001 review',
        summary: 'The summary.',
        documents: [{ pages }],
      }),
      await givenPublication(em, {
        source: await givenSource(em, { mayShow: 'link' }),
        title: 'Closed',
        summary: 'Secret summary.',
        documents: [{ pages }],
      }),
      await givenPublication(em, {
        title: 'Of abuse',
        describesAbuse: true,
        documents: [{ pages }],
      }),
      await givenPublication(em, { title: 'Of something else' }),
    ];
    await indexNow(
      services,
      some.map((one) => one.id),
    );
    await member.post('/searches', {
      search: 'q=lantern+protocol',
      name: 'Lanterns & more',
      sharing: 'shared',
    });
    id = (await em.findOneOrFail(SavedSearch, { name: 'Lanterns & more' })).id;
  });

  const em = () => services.orm.em.fork();
  const newAddress = async () => {
    const page = await (await member.post(`/searches/${id}/feed`, {})).text();
    return /(\/searches\/\d+\/feed\.atom\?token=[\w-]+)/.exec(page)?.[1] ?? '';
  };
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    app.request(`http://skylark.test${path}`, { headers });

  it('is Atom that a reader without sign-in can read, with only what may be shown', async () => {
    const answer = await ask(await newAddress());

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/atom+xml');
    const text = await answer.text();
    const feed = parseAtomFeed(text);
    expect(feed.title).toMatchObject({ value: 'Lanterns & more – Skylark' });
    expect(feed.entries?.map(({ title }) => title?.value).sort()).toEqual([
      'A & B  review',
      'Closed',
      'Of abuse',
    ]);
    const open = feed.entries?.find(({ title }) => title?.value?.startsWith('A & B'));
    expect(open?.summary?.value).toContain('The summary.');
    expect(open?.summary?.value).toContain('<strong>lantern</strong>');
    expect(open?.summary?.value).toContain('&lt;was&gt;');
    expect(open?.summary?.value).toContain('(page 47)');
    expect(open?.id).toMatch(/^tag:skylark\.test,2026:publications\/\d+$/);
    expect(open?.authors).toMatchObject([{ name: 'Marlby Safeguarding Partnership' }]);
    const closed = feed.entries?.filter(({ title }) => title?.value !== open?.title?.value);
    expect(JSON.stringify(closed)).not.toMatch(/agreed|Secret/);
    expect(text).not.toContain('token');
  });

  it('answers 304 until something in it changes, and keeps the ids', async () => {
    const address = await newAddress();
    const first = await ask(address);
    const etag = first.headers.get('etag') ?? '';
    expect((await ask(address, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(address, { 'if-none-match': `W/${etag}` })).status).toBe(304);

    await em().nativeUpdate(Publication, { title: 'Closed' }, { title: 'Closed, second edition' });

    const second = await ask(address, { 'if-none-match': etag });
    expect(second.status).toBe(200);
    const ids = (text: string) => text.match(/<id>[^<]*<\/id>/g);
    expect(ids(await second.text())).toEqual(ids(await first.text()));
  });

  it('opens with the newest token only, and to nobody once it is closed', async () => {
    const old = await newAddress();
    const present = await newAddress();
    const statusOf = async (path: string) => (await ask(path)).status;
    expect([await statusOf(old), await statusOf(present)]).toEqual([404, 200]);
    expect(await statusOf(`/searches/${id}/feed.atom`)).toBe(404);
    expect(await statusOf(`/searches/${id}/feed.atom?token=`)).toBe(404);
    expect(await statusOf(present.replace(`/${id}/`, `/${id + 1}/`))).toBe(404);
    const { feedTokenHash } = await em().findOneOrFail(SavedSearch, id);
    expect(present).not.toContain(feedTokenHash);

    await member.post(`/searches/${id}/feed/close`, {});

    expect(await statusOf(present)).toBe(404);
    const actions = (await em().find(AuditEntry, { subjectType: 'search' })).map(
      (one) => one.action,
    );
    expect(actions.slice(-3)).toEqual([
      'search.feed-opened',
      'search.feed-opened',
      'search.feed-closed',
    ]);
  });

  it('is opened by whoever saved the search, and ends when that person leaves', async () => {
    expect((await other.post(`/searches/${id}/feed`, {})).status).toBe(403);
    const address = await newAddress();

    await em().nativeUpdate(User, member.id, { isActive: false });

    expect((await ask(address)).status).toBe(404);
  });

  it('is valid without a single entry', async () => {
    await member.post(`/searches/${id}`, { name: 'Lanterns & more', sharing: 'private' });
    await em().nativeUpdate(SavedSearch, id, { parameters: 'q=xyzzyq' });

    const feed = parseAtomFeed(await (await ask(await newAddress())).text());

    expect(feed.entries ?? []).toEqual([]);
    expect(feed.updated).toBeTruthy();
  });
});
