import { describe, expect, it } from 'vitest';
import { holdLease, releaseLease } from '#shared/database/hold-lease.ts';
import { loadVocabulary, readVocabulary } from '#shared/database/load-vocabulary.ts';
import { Concept, StateValue } from '#shared/entities/index.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

describe.each(databaseKinds)('%s', (kind) => {
  it('has tables just as the entities say', async () => {
    const orm = await freshDatabase(kind);

    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
  });

  it('gives values back as they were, whatever they look like', async () => {
    const { em } = await freshDatabase(kind);
    const value = { mark: 'why? ?? \\? :name $1', quote: "it's", none: null, list: [1, true] };
    await em.insert(StateValue, {
      name: '1',
      value,
      changedAt: new Date('2026-09-01T10:00:00.123Z'),
    });

    const row = await em.fork().findOneOrFail(StateValue, '1');
    expect(row.value).toEqual(value);
    expect(row.changedAt.toISOString()).toBe('2026-09-01T10:00:00.123Z');
    const asText: { found: string }[] = await em.execute(
      "select name || ?? as found from state_value where name = ? and 'a' in (?) and ? is null",
      ['name', '1', ['a', 'b?'], null],
    );
    expect(asText).toEqual([{ found: '11' }]);
  });

  it('takes more values than a statement can have bound', async () => {
    const { em } = await freshDatabase(kind);
    await loadVocabulary(em.fork());
    const ids = Array.from({ length: 40_000 }, (_, at) => `no-${at}`);

    const found = await em.fork().find(Concept, { id: { $in: [...ids, 'rhi'] } });

    expect(found.map(({ id }) => id)).toEqual(['rhi']);
  });

  it('loads the vocabulary once', async () => {
    const orm = await freshDatabase(kind);

    await loadVocabulary(orm.em.fork());
    await loadVocabulary(orm.em.fork());

    const vocabulary = await readVocabulary(orm.em.fork());
    expect(vocabulary).toHaveLength(128);
    expect(vocabulary.find(({ id }) => id === 'rhi')?.abbreviations).toContain('RHI');
  });

  it('brings what an update adds to the vocabulary into a database that has one', async () => {
    const { em } = await freshDatabase(kind);
    await loadVocabulary(em.fork());
    await em.fork().execute("delete from concept where id = 'fgm'");
    await em.fork().execute("update concept set label = 'Old name' where id = 'rhi'");
    await em.fork().execute("delete from state_value where name = 'vocabulary.shipped'");

    await loadVocabulary(em.fork(), () => new Date('2026-12-01T09:00:00Z'));

    const vocabulary = await readVocabulary(em.fork());
    expect(vocabulary.find(({ id }) => id === 'fgm')?.abbreviations).toContain('FGM');
    expect(vocabulary.find(({ id }) => id === 'rhi')?.label).not.toBe('Old name');
    const told = await em.fork().findOne(StateValue, { name: 'search.vocabulary' });
    expect(told?.value).toEqual({ changed: '2026-12-01T09:00:00.000Z' });
  });

  it('gives a lease to one holder until it runs out or is given back', async () => {
    const { em } = await freshDatabase(kind);
    const at = new Date('2026-09-01T10:00:00Z');
    const later = new Date('2026-09-01T10:02:00Z');
    const lease = (holder: string, when = at) =>
      holdLease(em, { name: 'indexer', holder, at: when, seconds: 60 });

    expect(await lease('a')).toBe(true);
    expect(await lease('b')).toBe(false);
    expect(await lease('a')).toBe(true);
    expect(await lease('b', later)).toBe(true);
    await releaseLease(em, 'indexer', 'b');
    expect(await lease('a', later)).toBe(true);
  });
});
