import { MikroORM } from '@mikro-orm/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseOptions, type Orm, openDatabase } from '#shared/database/open-database.ts';
import { Publication, Version } from '#shared/entities/index.ts';
import { databaseKinds, freshDatabaseUrl } from '../support/databases.ts';

const before = 'Migration20261126132515_links_suggested';

describe.each(databaseKinds)('%s, brought up from a version that misread GOV.UK', (kind) => {
  const instant = (iso: string) =>
    kind === 'postgres'
      ? `'${iso.replace('T', ' ').replace('Z', '')}+00'`
      : String(Date.parse(iso));
  const seenAt = instant('2026-11-01T09:00:00Z');
  const readAt = instant('2026-11-20T09:00:00Z');
  const offer = (publishedOn: string, updatedAt: string | null) =>
    `'${JSON.stringify({ key: 'k', title: 'T', url: 'https://www.gov.uk/k', publishedOn, updatedAt })}'`;

  async function opened(rows: string[]): Promise<Orm> {
    const url = await freshDatabaseUrl(kind);
    const old = (await MikroORM.init(databaseOptions(url))) as Orm;
    await old.migrator.up({ to: before });
    for (const [id, sourceKind] of ['govuk-search', 'oai-pmh'].entries()) {
      await old.em
        .fork()
        .execute(
          `insert into source (id, key, name, publisher, kind, url, created_at) values (${id + 1}, '${sourceKind}', 'S', 'S', '${sourceKind}', 'https://www.gov.uk/api/search.json', ${seenAt})`,
        );
    }
    for (const row of rows) await old.em.fork().execute(row);
    await old.close();
    const orm = await openDatabase(url);
    onTestFinished(() => orm.close());
    return orm;
  }

  const publication = (
    id: number,
    given: { source?: number; at?: string | null; note?: string | null; on?: string },
  ) =>
    `insert into publication (id, title, publisher, published_on, published_on_basis, source_id, first_seen_at, recheck_at, read_from_id, withdrawn_at, withdrawn_note, version_number) values (${id}, 'P${id}', 'S', '${given.on ?? '2026-01-02'}', 'source', ${given.source ?? 1}, ${seenAt}, ${instant('2027-01-01T00:00:00Z')}, ${id}, ${given.at ?? null}, ${given.note === undefined || given.note === null ? 'null' : `'${given.note}'`}, 2)`;
  const version = (publicationId: number, number: number, note: string | null, at = readAt) =>
    `insert into version (publication_id, number, read_at, title, hash, content, change_note) values (${publicationId}, ${number}, ${at}, 'P', 'h${publicationId}${number}', '[]', ${note === null ? 'null' : `'${note}'`})`;
  const candidate = (id: number, given: { source?: number; offer: string }) =>
    `insert into candidate (id, source_id, key, offer_hash, offer, first_offered_at, last_offered_at, state, publication_id) values (${id}, ${given.source ?? 1}, 'k${id}', 'h', ${given.offer}, ${seenAt}, ${seenAt}, 'recorded', ${id})`;

  it('does not call withdrawn what no publisher withdrew', async () => {
    const orm = await opened([
      publication(1, { at: readAt, note: '' }),
      version(1, 1, null, seenAt),
      version(1, 2, 'Added a form. It was withdrawn on 20 November 2026 at 9:00am.'),
      publication(2, { at: readAt, note: '' }),
      version(2, 1, null),
      publication(3, { at: instant('2024-05-01T10:00:00Z'), note: 'It is out of date.' }),
      version(3, 1, 'It was withdrawn on 1 May 2024 at 11:00am. It is out of date.'),
      publication(4, { source: 2, at: readAt, note: 'The repository no longer lists it.' }),
      publication(5, { at: instant('2025-05-01T10:00:00Z'), note: '' }),
    ]);

    const em = orm.em.fork();
    const rows = await em.find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(rows.map(({ withdrawnAt }) => withdrawnAt?.toISOString() ?? null)).toEqual([
      null,
      null,
      '2024-05-01T10:00:00.000Z',
      '2026-11-20T09:00:00.000Z',
      '2025-05-01T10:00:00.000Z',
    ]);
    expect(rows.map(({ withdrawnNote }) => withdrawnNote ?? null)).toEqual([
      null,
      null,
      'It is out of date.',
      'The repository no longer lists it.',
      '',
    ]);
    // What was put right, and what cannot be told, is read again at once.
    expect(rows.map(({ recheckAt }) => recheckAt?.getUTCMonth() === 10)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    const versions = await em.find(Version, {}, { orderBy: { publication: 'asc', number: 'asc' } });
    expect(versions.map(({ changeNote }) => changeNote ?? null)).toEqual([
      null,
      'Added a form.',
      null,
      'It was withdrawn on 1 May 2024 at 11:00am. It is out of date.',
    ]);
  });

  it('lets the page correct a day that is only that of the last change', async () => {
    const orm = await opened([
      publication(1, { on: '2026-09-10' }),
      candidate(1, { offer: offer('2026-09-10', '2026-09-10T09:30:00Z') }),
      publication(2, { source: 2, on: '2026-09-10' }),
      candidate(2, { source: 2, offer: offer('2026-09-10', '2026-09-10T09:30:00Z') }),
    ]);

    const rows = await orm.em.fork().find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(rows.map(({ publishedOnBasis }) => publishedOnBasis)).toEqual(['document', 'source']);
    expect(rows.map(({ recheckAt }) => recheckAt?.getUTCMonth() === 10)).toEqual([true, false]);
  });
});
