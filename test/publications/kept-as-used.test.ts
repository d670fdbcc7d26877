import { describe, expect, it } from 'vitest';
import { AuditEntry, Publication } from '#shared/entities/index.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';

const by = { userId: null, name: 'somebody else' };

async function aLibrary(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const { services, as } = await freshApp(kind);
  const em = () => services.orm.em.fork();
  const publication = await givenPublication(em(), { title: 'A review' });
  const entry = await givenPlanEntry(em());
  const coordinator = await as('coordinator');
  const link = { entryId: entry.id, bearing: 'supports', rationale: 'It shows how.' };
  return {
    services,
    coordinator,
    link,
    address: `/publications/${publication.id}`,
    id: publication.id,
    read: () => em().findOneOrFail(Publication, publication.id),
    audit: async () =>
      (await em().find(AuditEntry, {}, { orderBy: { id: 'asc' } })).map(({ action }) => action),
  };
}

/** The page that a form leads to, with what was done said on it. */
async function pageAfter(
  person: { get(path: string): Promise<Response> },
  app: Awaited<ReturnType<typeof aLibrary>>,
  response: Response,
) {
  expect(response.status).toBe(303);
  const cookie = response.headers.get('set-cookie') ?? '';
  const said = JSON.parse(decodeURIComponent(/skylark-done=([^;]*)/.exec(cookie)?.[1] ?? '""'));
  const page = await (await person.get(app.address)).text();
  return { said, page };
}

describe.each(databaseKinds)('a publication that is linked or assessed, on %s', (kind) => {
  it('is kept by a link, and an undo puts back exactly what it was', async () => {
    const app = await aLibrary(kind);
    const given = { publicationIds: [app.id], by };
    await setAsidePublications(app.services.fork(), {
      ...given,
      reason: 'too-thin',
      note: 'Only a page',
    });
    const before = await app.read();

    const fields = { ...app.link, entryId: String(app.link.entryId) };
    const response = await app.coordinator.post(`${app.address}/link`, fields);
    const { said } = await pageAfter(app.coordinator, app, response);

    expect(said.message).toContain('This keeps the publication, so it enters the next digest.');
    expect(said.undo).toMatchObject({ action: `${app.address}/undo-keeping` });
    expect(await app.read()).toMatchObject({ status: 'kept', setAsideReason: null });
    expect(await (await app.coordinator.get(app.address)).text()).toContain(
      'Undo: it was kept by a link or an assessment',
    );
    const undone = await app.coordinator.post(said.undo.action, {});
    const { page } = await pageAfter(app.coordinator, app, undone);
    expect(await app.read()).toMatchObject({
      status: 'set-aside',
      setAsideReason: 'too-thin',
      setAsideNote: 'Only a page',
      siftedAt: before.siftedAt,
      siftedBy: before.siftedBy,
    });
    expect(page).toContain('It is linked, but not kept: no digest carries it until it is kept.');
    expect(await app.audit()).toEqual(
      expect.arrayContaining(['publication.kept', 'publication.keeping-undone']),
    );
  });

  it('is kept in the same way by the API', async () => {
    const { coordinator, link, address, read } = await aLibrary(kind);

    expect((await coordinator.api('POST', `${address}/links`, link)).status).toBe(201);
    expect((await read()).status).toBe('kept');
    const undone = await coordinator.api('POST', `${address}/undo-keeping`);
    expect(await undone.json()).toMatchObject({ status: 'new', siftedBy: null, siftedAt: null });
    const assessed = await coordinator.api('POST', `${address}/assessment`, { meaning: 'Read it' });
    expect(await assessed.json()).toMatchObject({ status: 'kept' });
  });
});

it('is not kept by saying that it is not relevant, and the page says so', async () => {
  const app = await aLibrary();

  const fields = { meaning: '', relevance: '0', evidenceStrength: '', impact: '', horizon: '' };
  const response = await app.coordinator.post(`${app.address}/assessment`, fields);
  const { said, page } = await pageAfter(app.coordinator, app, response);

  expect((await app.read()).status).toBe('new');
  expect(said).toEqual({
    message: 'Assessment saved. It says “not relevant”, so the publication is not kept.',
  });
  expect(page).toContain('It is assessed, but not kept');
});

it('cannot be undone once somebody has judged it', async () => {
  const { coordinator, link, address, read } = await aLibrary();
  await coordinator.api('POST', `${address}/links`, link);
  await coordinator.api('POST', `${address}/status`, { status: 'new' });
  await coordinator.api('POST', `${address}/status`, { status: 'kept' });

  expect((await coordinator.api('POST', `${address}/undo-keeping`)).status).toBe(409);
  expect((await read()).status).toBe('kept');
});

it('stands in the digest of the week, and can be left out of it on the page, with undo', async () => {
  const { coordinator, link, address, id } = await aLibrary();
  await coordinator.api('POST', `${address}/links`, link);
  const list = await (await coordinator.api('GET', '/digests')).json();
  const week = list.items[0].week as string;

  const left = await coordinator.post(`/digests/${week}/choose`, {
    publicationId: String(id),
    choice: 'out',
    reason: 'We wrote it',
  });
  expect(left.headers.get('set-cookie')).toContain('Undo');
  const draft = await (await coordinator.get(`/digests/${week}`)).text();
  expect(draft).toContain('We wrote it');
  const answer = await coordinator.api('POST', `/digests/${week}/choices`, {
    publicationId: id,
    choice: 'in',
  });
  expect(await answer.json()).toMatchObject({ leftOut: [], lines: [{ publicationId: id }] });
});
