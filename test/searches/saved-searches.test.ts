import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEntry, SavedSearch, SearchAlert, User } from '#shared/entities/index.ts';
import type { OpenServices } from '#shared/services.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp, type Person } from '../support/fresh-app.ts';

interface SavedJson {
  id: number;
  name: string;
  query: string;
  url: string;
  isShared: boolean;
  isMine: boolean;
  alert: string;
}

describe.each(databaseKinds)('saved searches on %s', (kind) => {
  let services: OpenServices;
  let member: Person;
  let other: Person;
  let coordinator: Person;

  beforeEach(async () => {
    const app = await freshApp(kind);
    services = app.services;
    member = await app.as('member');
    other = await app.as('member');
    coordinator = await app.as('coordinator');
  });

  const em = () => services.orm.em.fork();
  const textOf = async (answer: Response | Promise<Response>) => (await answer).text();
  const save = (person: Person, fields: Record<string, string> = {}) =>
    person.post('/searches', {
      search: 'q=RHI&theme=missing&sort=newest',
      name: 'Missing children',
      sharing: 'private',
      alert: 'none',
      ...fields,
    });
  const theSearch = () => em().findOneOrFail(SavedSearch, { name: 'Missing children' });

  it('are saved from the search page with words, filters and order, and open from the list', async () => {
    const page = await textOf(member.get('/?q=RHI&theme=missing'));
    expect(page).toContain('formaction="/searches/new"');
    const form = await textOf(member.get('/searches/new?q=RHI&theme=missing&sort=newest&page=3'));
    expect(form).toContain('value="q=RHI&amp;theme=missing&amp;sort=newest"');

    const answer = await save(member);

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/searches');
    const list = await textOf(member.get('/searches'));
    expect(list).toContain('href="/?q=RHI&amp;theme=missing&amp;sort=newest"');
    expect(list).toContain('Only you');
    expect(list).toContain('newest first');
  });

  it('are private until shared, and then seen by everybody', async () => {
    await save(member);
    const { id } = await theSearch();
    expect(await textOf(other.get('/searches'))).not.toContain('Missing children');
    expect((await other.get(`/searches/${id}`)).status).toBe(404);

    await member.post(`/searches/${id}`, { name: 'Missing children', sharing: 'shared' });

    expect(await textOf(other.get('/searches'))).toContain('Missing children');
    expect((await em().find(AuditEntry, {})).map(({ action }) => action)).toContain(
      'search.shared',
    );
  });

  it('may be changed by whoever saved them, and shared ones by a coordinator', async () => {
    await save(member, { sharing: 'shared' });
    const { id } = await theSearch();
    const change = { name: 'Renamed', sharing: 'shared' };

    expect((await other.post(`/searches/${id}`, change)).status).toBe(403);
    expect((await other.post(`/searches/${id}/delete`, {})).status).toBe(403);
    expect((await coordinator.post(`/searches/${id}`, change)).status).toBe(303);

    expect((await em().findOneOrFail(SavedSearch, id)).name).toBe('Renamed');
    expect(await em().count(AuditEntry, { action: 'search.changed' })).toBe(1);
  });

  it('are deleted after a question, with an audit entry where they were shared', async () => {
    await save(member, { sharing: 'shared', alert: 'weekly' });
    const { id } = await theSearch();
    expect(await textOf(member.get(`/searches/${id}/delete`))).toContain('for everybody who uses');
    expect(await em().count(SavedSearch)).toBe(1);

    await member.post(`/searches/${id}/delete`, {});

    expect(await em().count(SavedSearch)).toBe(0);
    expect(await em().count(SearchAlert)).toBe(0);
    expect(await em().count(AuditEntry, { action: 'search.deleted' })).toBe(1);
  });

  it('leave no audit entry while they are private', async () => {
    await save(member);
    const { id } = await theSearch();
    await member.post(`/searches/${id}`, { name: 'Mine', sharing: 'private' });
    await member.post(`/searches/${id}/delete`, {});

    expect(await em().count(AuditEntry, { subjectType: 'search' })).toBe(0);
  });

  it.each([
    ['', 'Give the search a name'],
    ['x'.repeat(101), 'Keep the name to 100 characters'],
    ['Missing children', 'already. Choose another name'],
  ])('refuse the name %j and keep what was chosen', async (name, message) => {
    await save(member);

    const answer = await save(member, { name, sharing: 'shared', alert: 'weekly' });

    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(message);
    expect(page).toMatch(/value="shared"\s+checked/);
    expect(page).toMatch(/value="weekly"\s+checked/);
  });

  it('say so when there are none', async () => {
    expect(await textOf(member.get('/searches'))).toContain('You have not saved a search yet');
  });

  it('let everybody have an alert of their own, which ends when it is private again', async () => {
    await save(member, { sharing: 'shared', alert: 'at-once' });
    const { id } = await theSearch();

    await other.post(`/searches/${id}`, { alert: 'weekly' });

    const alerts = () => em().find(SearchAlert, {}, { orderBy: { id: 'asc' } });
    expect((await alerts()).map(({ rhythm }) => rhythm)).toEqual(['at-once', 'weekly']);
    await member.post(`/searches/${id}`, {
      name: 'Missing children',
      sharing: 'private',
      alert: 'at-once',
    });
    expect((await alerts()).map(({ user }) => user.id)).toEqual([member.id]);
  });

  it('go with the person', async () => {
    await save(member, { alert: 'weekly' });

    await em().nativeDelete(User, member.id);

    expect(await em().count(SavedSearch)).toBe(0);
    expect(await em().count(SearchAlert)).toBe(0);
  });

  it('are kept by programs too', async () => {
    const made = await member.api('POST', '/searches', {
      name: 'By a program',
      query: { q: 'RHI', theme: ['missing', 'cse'] },
      isShared: true,
      alert: 'weekly',
    });
    expect(made.status).toBe(201);
    const saved = (await made.json()) as SavedJson;
    expect(saved).toMatchObject({
      query: 'q=RHI&theme=missing&theme=cse',
      url: '/?q=RHI&theme=missing&theme=cse',
      isShared: true,
      isMine: true,
      alert: 'weekly',
    });

    const list = (await (await other.api('GET', '/searches')).json()) as {
      total: number;
      items: SavedJson[];
    };
    expect(list).toMatchObject({ total: 1, items: [{ isMine: false, alert: 'none' }] });
    const path = `/searches/${saved.id}`;
    expect((await other.api('PATCH', path, { name: 'Theirs' })).status).toBe(403);
    expect((await other.api('PATCH', path, { alert: 'at-once' })).status).toBe(200);
    const changed = await member.api('PATCH', path, { name: 'New name', query: '?q=taxi' });
    expect(await changed.json()).toMatchObject({ name: 'New name', query: 'q=taxi' });
    expect((await member.api('PATCH', path, { alert: 'daily' })).status).toBe(422);
    expect((await member.api('DELETE', path)).status).toBe(204);
    expect((await member.api('GET', path)).status).toBe(404);
  });
});
