import { describe, expect, it, onTestFinished } from 'vitest';
import { type Orm, openDatabase } from '#shared/database/open-database.ts';
import { Publication } from '#shared/entities/index.ts';
import { undoKeeping } from '#shared/judging/undo-keeping.ts';
import { databaseBefore, databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const ours = /_publisher_basis$/;
const by = { userId: null, name: 'ann@council.example' };

describe.each(databaseKinds)('what earlier versions asked of the audit, on %s', (kind) => {
  const at = kind === 'sqlite' ? '1789000000000' : "timestamp '2026-09-10 08:00:00'";

  /** Publications and audit entries as they were written, each entry as [publication, action, before, after]. */
  async function brought(
    publications: [id: number, status: string][],
    entries: [publication: number, action: string, before: unknown, after: unknown][],
  ): Promise<Orm> {
    const url = await freshDatabaseUrl(kind);
    const old = await databaseBefore(ours, url);
    const em = old.em.fork();
    await em.execute(
      `insert into source (id, key, name, publisher, kind, url, created_at)
       values (1, 's', 'S', 'S', 'feed', 'https://s.example/', ${at})`,
    );
    for (const [id, status] of publications) {
      await em.execute(
        `insert into publication (id, title, publisher, published_on_basis, source_id, first_seen_at, status)
         values (${id}, 'P', 'S', 'source', 1, ${at}, '${status}')`,
      );
    }
    const json = (value: unknown) => (value === null ? 'null' : `'${JSON.stringify(value)}'`);
    for (const [id, action, before, after] of entries) {
      await em.execute(
        `insert into audit_entry (at, actor, action, subject_type, subject_id, before, after)
         values (${at}, 'ann@council.example', '${action}', 'publication', '${id}', ${json(before)}, ${json(after)})`,
      );
    }
    await old.close();
    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());
    return orm;
  }

  it('becomes a fact of the publication: a person gave its publisher', async () => {
    const orm = await brought(
      [
        [1, 'new'],
        [2, 'new'],
        [12, 'new'],
      ],
      [
        [1, 'publication.corrected', { publisher: 'S' }, { publisher: 'Ann’s' }],
        [2, 'publication.corrected', { title: 'Q' }, { title: 'P' }],
      ],
    );

    const rows = await orm.em.fork().find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(rows.map(({ publisherBasis }) => publisherBasis)).toEqual(['person', null, null]);
  });

  it('becomes a fact of the publication: what it was before a link kept it', async () => {
    const was = {
      status: 'set-aside',
      reason: 'too-thin',
      note: 'Only a page',
      siftedBy: null,
      siftedAt: '2026-09-09T08:00:00.000Z',
    };
    const used = { status: 'kept', reason: null, use: 'linked' };
    const orm = await brought(
      [
        [1, 'kept'],
        [2, 'kept'],
        [3, 'new'],
        [4, 'kept'],
      ],
      [
        [1, 'publication.set-aside', { status: 'new', reason: null }, { status: 'set-aside' }],
        [1, 'publication.kept', was, used],
        [1, 'publication.corrected', { title: 'Q' }, { title: 'P' }],
        [2, 'publication.kept', was, used],
        [2, 'publication.kept', { status: 'kept' }, { status: 'kept', reason: null }],
        [3, 'publication.kept', was, used],
        [3, 'publication.keeping-undone', { status: 'kept' }, { status: 'new' }],
        [4, 'publication.kept', null, null],
      ],
    );

    const rows = await orm.em.fork().find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(rows.map(({ keptWas }) => keptWas ?? null)).toEqual([was, null, null, null]);
    const services = { em: orm.em.fork(), clock: () => new Date('2026-09-11T08:00:00Z') };
    await undoKeeping(services, { publicationId: 1, by });
    expect(await orm.em.fork().findOneOrFail(Publication, 1)).toMatchObject({
      status: 'set-aside',
      setAsideReason: 'too-thin',
      setAsideNote: 'Only a page',
      siftedAt: new Date(was.siftedAt),
      keptWas: null,
    });
  });
});
