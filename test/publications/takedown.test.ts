import { copyFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import {
  Assessment,
  AuditEntry,
  Identifier,
  Passage,
  PossibleDuplicate,
  Publication,
  Version,
} from '#shared/entities/index.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { buildIndexDocument } from '#shared/library/build-index-document.ts';
import { searchPublications } from '#shared/library/search-publications.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { mergePublications, undoDuplicateDecision } from '#shared/publications/decide-duplicate.ts';
import { decideGoneText } from '#shared/publications/decide-gone-text.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import {
  erasePublication,
  liftRestriction,
  reapplyTakedowns,
  restrictPublication,
} from '#shared/publications/take-down.ts';
import { openServices } from '#shared/services.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds, temporaryFolder } from '../support/databases.ts';
import { freshServices, indexNow } from '../support/fresh-services.ts';

const by = { userId: null, name: 'admin@example.org' };
const secret = 'Zebedee';

async function aPublication(kind: 'sqlite' | 'postgres') {
  const services = await freshServices(kind);
  const em = services.orm.em.fork();
  const publication = await givenPublication(em, {
    title: `Review of child ${secret}`,
    source: await givenSource(em, { mayShow: 'text' }),
    summary: `About ${secret}.`,
    documents: [{ pages: [{ number: 1, text: `The child ${secret} was moved to a hotel.` }] }],
  });
  const { id } = publication;
  em.create(Identifier, { publication, scheme: 'address', value: 'https://marlby.example/r' });
  await em.flush();
  await assessPublication(services.fork(), {
    publicationId: id,
    meaning: `Ask about ${secret}.`,
    by,
  });
  await indexNow(services, [id]);
  return { services, id, fork: () => services.fork() };
}

/** Everything the database says anywhere, as one text. */
async function allText(em: Awaited<ReturnType<typeof freshServices>>['em']): Promise<string> {
  const rows: unknown[] = [];
  for (const entity of [Publication, Passage, Assessment, AuditEntry] as const) {
    rows.push(await em.find(entity as typeof Publication, { id: { $gt: 0 } }));
  }
  rows.push(await em.find(Version, { id: { $gt: 0 } }, { populate: ['content'] }));
  return JSON.stringify(rows);
}

describe.each(databaseKinds)('taking down on %s', (kind) => {
  it('restricts: nothing is shown or searched, all is kept, and it can be lifted', async () => {
    const { services, id, fork } = await aPublication(kind);
    const find = () => searchPublications(fork(), { words: 'hotel', page: 1, size: 10 });
    expect((await find()).total).toBe(1);

    await restrictPublication(fork(), { publicationId: id, reason: 'A court order', by });
    await indexNow(services, [id]);
    expect((await find()).total).toBe(0);
    const view = await showPublication(fork(), id);
    expect(view).toMatchObject({ mayShow: 'link', summary: null });
    expect(view.takedown).toMatchObject({ kind: 'restricted', reason: 'A court order' });
    expect(await allText(services.orm.em.fork())).toContain('moved to a hotel');

    await liftRestriction(fork(), { publicationId: id, reason: 'It was lifted', by });
    await indexNow(services, [id]);
    expect((await find()).total).toBe(1);
    expect((await showPublication(fork(), id)).mayShow).toBe('text');
  });

  it('erases text, notes and title everywhere; hash, address, who and why stay', async () => {
    const { services, id, fork } = await aPublication(kind);
    const before = await showPublication(fork(), id);
    await erasePublication(fork(), {
      publicationId: id,
      reason: 'The family asked',
      withNotes: true,
      withTitle: true,
      by,
    });
    expect(await allText(services.orm.em.fork())).not.toContain(secret);
    expect(JSON.stringify(await buildIndexDocument(services.orm.em.fork(), id))).not.toContain(
      secret,
    );
    const view = await showPublication(fork(), id);
    expect(view.title).toBe('Title erased');
    expect(view.url).toBe(before.url);
    expect(view.versions.map(({ hash }) => hash)).toEqual(before.versions.map(({ hash }) => hash));
    expect(view.takedown).toMatchObject({ kind: 'erased', reason: 'The family asked' });
    expect(view.history[0]).toMatchObject({
      action: 'publication.erased',
      actor: 'admin@example.org',
      reason: 'The family asked',
    });
    await expect(
      liftRestriction(fork(), { publicationId: id, reason: 'Back', by }),
    ).rejects.toThrow('cannot be brought back');
  });

  it('wants a reason', async () => {
    const { id, fork } = await aPublication(kind);
    await expect(
      restrictPublication(fork(), { publicationId: id, reason: ' ', by }),
    ).rejects.toThrow('Say why');
  });
});

it('takes down again what a restored backup brings back', async () => {
  const { services, id, fork } = await aPublication('sqlite');
  const { databaseUrl, dataDir } = services.config;
  await services.orm.em.fork().execute('pragma wal_checkpoint(truncate)');
  const backup = `${temporaryFolder()}/backup.db`;
  copyFileSync(databaseUrl, backup);
  await erasePublication(fork(), {
    publicationId: id,
    reason: 'The family asked',
    withNotes: true,
    withTitle: true,
    by,
  });

  const folder = temporaryFolder();
  copyFileSync(backup, `${folder}/skylark.db`);
  copyFileSync(`${dataDir}/takedowns.jsonl`, `${folder}/takedowns.jsonl`);
  const restored = await openServices(
    loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EMBEDDER: 'off' }),
  );
  onTestFinished(() => restored.close());
  expect(await allText(restored.orm.em.fork())).toContain(secret);
  expect(await reapplyTakedowns(restored.fork())).toBe(1);
  expect(await allText(restored.orm.em.fork())).not.toContain(secret);
  expect((await showPublication(restored.fork(), id)).takedown?.kind).toBe('erased');
  expect(await reapplyTakedowns(restored.fork())).toBe(0);
});

it('hides the text of a page that is gone until a person decides', async () => {
  const services = await freshServices();
  const em = services.orm.em.fork();
  const { id } = await givenPublication(em, {
    source: await givenSource(em, { mayShow: 'text' }),
    goneAt: new Date('2026-09-09T09:00:00Z'),
  });
  expect((await showPublication(services.fork(), id)).mayShow).toBe('link');
  await decideGoneText(services.fork(), { publicationId: id, isShown: true, by });
  expect((await showPublication(services.fork(), id)).mayShow).toBe('text');
  const there = await givenPublication(em, { url: 'https://marlby.example/there' });
  await expect(
    decideGoneText(services.fork(), { publicationId: there.id, isShown: true, by }),
  ).rejects.toThrow('Its page is there');
});

it('takes down, lifts and erases together what a person found to be the same', async () => {
  const services = await freshServices();
  const em = services.orm.em.fork();
  const source = await givenSource(em, { mayShow: 'text' });
  const [kept, other] = [
    await givenPublication(em, { source, summary: 'Of one.' }),
    await givenPublication(em, {
      source,
      url: 'https://elsewhere.example/same',
      summary: 'Of the other.',
      documents: [{ pages: [{ number: 1, text: 'Words of the other.' }] }],
    }),
  ];
  const { id: entryId } = await givenPlanEntry(em);
  const link = { publicationId: other.id, entryId, bearing: 'supports' as const, by };
  await linkToEntry(services.fork(), { ...link, rationale: 'So.', quote: 'Words of the other' });
  const pair = em.create(PossibleDuplicate, {
    first: kept,
    second: other,
    distance: 0,
    foundAt: services.clock(),
  });
  await em.flush();
  await mergePublications(services.fork(), { pairId: pair.id, keptId: kept.id, by });
  const view = (id: number) => showPublication(services.fork(), id);
  expect((await view(kept.id)).links).toMatchObject([{ quote: 'Words of the other' }]);

  await restrictPublication(services.fork(), { publicationId: kept.id, reason: 'So', by });
  expect(await view(other.id)).toMatchObject({ summary: null, takedown: { kind: 'restricted' } });
  expect((await view(kept.id)).links).toMatchObject([{ quote: null }]);
  await liftRestriction(services.fork(), { publicationId: other.id, reason: 'So', by });
  expect(await view(kept.id)).toMatchObject({ summary: 'Of one.', takedown: null });

  const extent = { withNotes: false, withTitle: false };
  await erasePublication(services.fork(), { publicationId: kept.id, reason: 'So', by, ...extent });
  expect(await allText(services.orm.em.fork())).not.toContain('Words of the other');
  await undoDuplicateDecision(services.fork(), { pairId: pair.id, by });
  await expect(
    mergePublications(services.fork(), { pairId: pair.id, keptId: kept.id, by }),
  ).rejects.toThrow('taken down');
});
