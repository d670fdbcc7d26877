import { describe, expect, it } from 'vitest';
import { AuditEntry, Link, PossibleEdition, Publication } from '#shared/entities/index.ts';
import { listChanged } from '#shared/plans/evidence/list-changed.ts';
import { moveLink, showMove, undoMove } from '#shared/plans/evidence/move-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import {
  acceptEdition,
  refuseEdition,
  undoEditionDecision,
} from '#shared/publications/editions/decide-edition.ts';
import { listEditions } from '#shared/publications/editions/list-editions.ts';
import { clearSuperseded, setSuperseded } from '#shared/publications/editions/set-superseded.ts';
import { findEditions } from '#worker/evidence/find-editions.ts';
import { givenPlanEntry } from '../../support/builders/plan-entry.ts';
import { givenPublication } from '../../support/builders/publication.ts';
import { databaseKinds } from '../../support/databases.ts';
import { freshApp } from '../../support/fresh-app.ts';
import { freshServices } from '../../support/fresh-services.ts';

const by = { userId: null, name: 'test' };
const words = 'Return home interviews should be offered within 72 hours.';

describe.each(databaseKinds)('an older edition on %s', (kind) => {
  async function given() {
    const services = await freshServices(kind);
    const em = () => services.orm.em.fork();
    const older = await givenPublication(em(), {
      title: 'Missing children protocol 2019',
      url: 'https://a.example/2019',
      publishedOn: '2019-05-01',
      documents: [{ pages: [{ number: 4, text: `A rule.\n\n${words} It is not always so.` }] }],
    });
    const newer = await givenPublication(em(), {
      title: 'Missing children protocol 2024',
      url: 'https://a.example/2024',
      publishedOn: '2024-05-01',
      documents: [{ pages: [{ number: 9, text: `A rule, again.\n\n${words} Always.` }] }],
    });
    const entry = await givenPlanEntry(em());
    const { id: linkId } = await linkToEntry(services.fork(), {
      publicationId: older.id,
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It asks for it.',
      quote: words,
      page: 4,
      by,
    });
    const changed = async () =>
      (await listChanged(services.fork(), { page: 1, size: 20 })).items.map(({ id }) => id);
    return { services, em, older, newer, linkId, changed };
  }

  it('waits for a person, who sees what relies on it; then whoever relies on it is told', async () => {
    const { services, older, newer, linkId, changed } = await given();
    await findEditions(services.fork());
    const { items } = await listEditions(services.fork(), { page: 1, size: 20 });
    expect(items).toMatchObject([
      { older: { id: older.id }, newer: { id: newer.id }, basis: 'series' },
    ]);
    expect(items[0]?.reliesOn.links).toMatchObject([{ id: linkId }]);
    expect(await changed()).toEqual([]);

    const editionId = items[0]?.id ?? 0;
    await acceptEdition(services.fork(), { editionId, by });
    expect(await changed()).toEqual([linkId]);
    await expect(acceptEdition(services.fork(), { editionId, by })).rejects.toThrow('has decided');

    await undoEditionDecision(services.fork(), { editionId, by });
    expect(await changed()).toEqual([]);
    await refuseEdition(services.fork(), { editionId, by });
    await services.orm.em.fork().nativeUpdate(Publication, {}, { editionsVersion: 0 });
    await findEditions(services.fork());
    expect((await listEditions(services.fork(), { page: 1, size: 20 })).total).toBe(0);
  });

  it('leaves its place to the newer one, with the words where they stand there, and takes it back', async () => {
    const { services, em, older, newer, linkId, changed } = await given();
    await setSuperseded(services.fork(), {
      publicationId: older.id,
      newerId: newer.id,
      basis: 'person',
      by,
    });
    expect(await showMove(services.fork(), linkId)).toMatchObject({
      newer: { id: newer.id },
      stands: true,
      page: 9,
    });
    await expect(
      moveLink(services.fork(), { linkId, quote: 'They never said that at all.', by }),
    ).rejects.toThrow('not in the text');
    expect(await em().count(Link, { removedAt: null })).toBe(1);

    const moved = await moveLink(services.fork(), { linkId, quote: words, page: 9, by });
    expect(await em().findOneOrFail(Link, moved.id)).toMatchObject({
      publication: { id: newer.id },
      page: 9,
      movedFromId: linkId,
      removedAt: null,
    });
    expect((await em().findOneOrFail(Link, linkId)).removedReason).toBe(
      'Moved to the newer edition',
    );
    expect(await changed()).toEqual([]);

    await undoMove(services.fork(), { linkId: moved.id, by });
    expect(await changed()).toEqual([linkId]);
    await expect(undoMove(services.fork(), { linkId: moved.id, by })).rejects.toThrow('removed');
  });

  it('is never the newer one of its own newer edition, and what a person took back stays so', async () => {
    const { services, em, older, newer } = await given();
    const superseding = { basis: 'person', by } as const;
    await setSuperseded(services.fork(), {
      publicationId: older.id,
      newerId: newer.id,
      ...superseding,
    });
    await expect(
      setSuperseded(services.fork(), {
        publicationId: newer.id,
        newerId: older.id,
        ...superseding,
      }),
    ).rejects.toThrow('newer edition of that one');
    await clearSuperseded(services.fork(), { publicationId: older.id, by });
    // Its publisher says it for certain by now: the person's word stands.
    await em().nativeUpdate(
      Publication,
      { id: older.id },
      {
        editionsVersion: 0,
        editionsSaid: [{ other: 'newer', words: 'Superseded.', url: 'https://a.example/2024' }],
      },
    );
    await findEditions(services.fork());
    expect((await em().findOneOrFail(Publication, older.id)).supersededById).toBeNull();
    expect(await em().count(PossibleEdition)).toBe(0);
  });

  it('is set by its publisher’s word and a link, with an audit entry that names nobody', async () => {
    const { services, em, older, newer } = await given();
    await em().nativeUpdate(
      Publication,
      { id: newer.id },
      {
        editionsSaid: [
          {
            other: 'older',
            words: 'This replaces the 2019 protocol.',
            url: 'http://www.a.example/2019/',
          },
        ],
      },
    );
    await em().nativeUpdate(Publication, { id: older.id }, { url: 'https://a.example/2019' });

    await findEditions(services.fork());

    expect(await em().findOneOrFail(Publication, older.id)).toMatchObject({
      supersededById: newer.id,
      supersededBasis: 'publisher',
    });
    const entry = await em().findOneOrFail(AuditEntry, { action: 'publication.superseded' });
    expect([entry.actor, entry.subjectId]).toEqual(['worker', String(older.id)]);
    const { decided } = await listEditions(services.fork(), { page: 1, size: 20 });
    expect(decided).toMatchObject([{ state: 'set', said: 'This replaces the 2019 protocol.' }]);
  });
});

it('warns programs once at the moment of linking what was withdrawn, superseded, is gone or changed', async () => {
  const { services, as } = await freshApp();
  const coordinator = await as('coordinator');
  const em = () => services.orm.em.fork();
  const { id } = await givenPublication(em(), { title: 'Guide for hotels' });
  const entry = await givenPlanEntry(em());
  const link = async (more: object = {}) =>
    coordinator.api('POST', `/publications/${id}/links`, {
      entryId: entry.id,
      bearing: 'supports',
      rationale: 'It does.',
      ...more,
    });
  const at = new Date();
  for (const [standing, word] of [
    [{ withdrawnAt: at }, 'Withdrawn'],
    [{ withdrawnAt: null, goneAt: at }, 'Not found'],
    [{ goneAt: null, supersededById: id, supersededAt: at }, 'Superseded'],
  ] as const) {
    await em().nativeUpdate(Publication, { id }, standing);
    const refused = await link();
    expect(refused.status).toBe(409);
    expect((await refused.json()).detail).toContain(word);
    expect((await link({ confirm: true })).status).toBe(201);
  }
  await em().nativeUpdate(Publication, { id }, { supersededById: null, versionNumber: 3 });
  expect((await link({ version: 2 })).status).toBe(409);
  expect((await link({ version: 3 })).status).toBe(201);
  expect(await em().count(Link)).toBe(4);
});

it('lets a person say it by address, tells the second of two, and takes it back', async () => {
  const { services, as } = await freshApp();
  const [ann, bob] = [await as('coordinator'), await as('administrator')];
  const em = services.orm.em.fork();
  const older = await givenPublication(em, {
    title: 'Guide for hotels',
    url: 'https://a.example/1',
  });
  const newer = await givenPublication(em, {
    title: 'Night-time pack',
    url: 'https://a.example/2',
  });
  const form = `/publications/${older.id}/newer`;
  const seen = /name="seen" value="([^"]+)"/.exec(await (await bob.get(form)).text())?.[1] ?? '';

  expect((await ann.post(form, { other: 'https://nowhere.example/' })).status).toBe(422);
  expect((await ann.post(form, { other: '' })).status).toBe(422);
  expect((await ann.post(form, { other: 'https://a.example/2', seen })).status).toBe(303);
  const second = await bob.post(form, { other: String(newer.id), seen });

  expect(second.status).toBe(409);
  expect(await second.text()).toContain(`Its newer edition is now “publication ${newer.id}”`);
  expect(await (await ann.get(`/publications/${older.id}`)).text()).toContain('Superseded by');
  expect((await ann.post(`${form}/undo`, {})).status).toBe(303);
  expect((await (await ann.api('GET', `/publications/${older.id}`)).json()).standing).toEqual([]);
});
