import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

describe.each(databaseKinds)('what was added by hand before, on %s', (kind) => {
  it('keeps the name of a file with its request, and may be shown as before', async () => {
    const orm = await databaseBefore(/_added_by_hand$/, await freshDatabaseUrl(kind));
    onTestFinished(() => orm.close());
    const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";
    const bytes = kind === 'sqlite' ? "x'00'" : "'\\x00'::bytea";
    for (const sql of [
      `insert into source (id, "key", name, publisher, kind, url, created_at)
        values (1, 'added-by-hand', 'Added by hand', 'A', 'manual', 'https://a.invalid/', ${at})`,
      `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at)
        values (1, 'Review', 'A', 'source', 1, ${at})`,
      `insert into upload (id, hash, file_name, media_type, bytes, uploaded_at)
        values (1, 'abc', 'review.pdf', 'application/pdf', ${bytes}, ${at})`,
      `insert into work_request (id, kind, url, requested_at) values
        (1, 'add', 'upload:abc', ${at}), (2, 'add', 'upload:gone', ${at}),
        (3, 'add', 'https://a.example/r', ${at})`,
    ])
      await orm.em.execute(sql);

    await orm.migrator.up();

    const requests = await orm.em.execute(
      'select id, title, part_of_id from work_request order by id',
    );
    expect(requests).toMatchObject([
      { id: 1, title: 'review.pdf', part_of_id: null },
      { id: 2, title: null, part_of_id: null },
      { id: 3, title: null, part_of_id: null },
    ]);
    expect(await orm.em.execute('select may_show from publication')).toMatchObject([
      { may_show: null },
    ]);
  });
});
