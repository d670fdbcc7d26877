import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#shared/database/open-database.ts';
import { Mention, MethodChange } from '#shared/entities/index.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_mentions$/;

describe.each(databaseKinds)('a database of before there were mentions, on %s', (kind) => {
  const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";

  it('takes over what people added by hand, and what the audit says of the method', async () => {
    const url = await freshDatabaseUrl(kind);
    const old = await databaseBefore(ours, url);
    const em = old.em.fork();
    for (const [id, key, source] of [
      [1, 'added-by-hand', 'manual'],
      [2, 'marlby', 'feed'],
    ])
      await em.execute(
        `insert into source (id, key, name, publisher, kind, url, created_at)
         values (${id}, '${key}', '${key}', 'S', '${source}', 'https://s.example/', ${at})`,
      );
    await em.execute(
      `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at, status)
       values (7, 'P', 'S', 'source', 1, ${at}, 'new')`,
    );
    for (const [id, source, offer] of [
      [1, 1, { url: 'https://a.example/1', title: '' }],
      [2, 1, { url: `upload:${'a'.repeat(64)}`, title: 'A file' }],
      [3, 2, { url: 'https://a.example/3', title: 'Scanned' }],
    ] as const)
      await em.execute(
        `insert into candidate (id, source_id, key, offer_hash, offer, first_offered_at, last_offered_at, state, publication_id)
         values (${id}, ${source}, 'k${id}', 'h', '${JSON.stringify(offer)}', ${at}, ${at}, 'recorded', ${id === 1 ? 7 : 'null'})`,
      );
    const entries: [string, string, string, unknown][] = [
      ['source.changed', 'source', '2', { isPaused: true }],
      ['search.shared', 'search', '4', { name: 'Taxis', search: 'q=taxi' }],
      ['vocabulary.word-added', 'concept', 'rhi', { synonym: 'welcome chat' }],
      ['publication.kept', 'publication', '7', { status: 'kept' }],
    ];
    for (const [action, type, id, after] of entries)
      await em.execute(
        `insert into audit_entry (at, actor, action, subject_type, subject_id, after)
         values (${at}, 'ann', '${action}', '${type}', '${id}', '${JSON.stringify(after)}')`,
      );
    await old.close();

    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());
    const mentions = await orm.em.fork().find(Mention, {}, { orderBy: { id: 'asc' } });
    expect(
      mentions.map(({ way, url, title, publication }) => [way, url, title, publication?.id]),
    ).toEqual([
      ['by-hand', 'https://a.example/1', null, 7],
      ['by-hand', null, 'A file', undefined],
    ]);
    expect(mentions[0]?.reachedAt).toEqual(mentions[0]?.addedAt);
    const changes = await orm.em.fork().find(MethodChange, {}, { orderBy: { id: 'asc' } });
    expect(changes.map(({ action, name, after }) => [action, name, after])).toEqual([
      ['source.changed', 'marlby', { isPaused: true }],
      ['search.shared', 'Taxis', { name: 'Taxis', search: 'q=taxi' }],
      ['vocabulary.word-added', 'rhi', { synonym: 'welcome chat' }],
    ]);
  });
});
