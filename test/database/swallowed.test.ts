import { MikroORM } from '@mikro-orm/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#shared/config.ts';
import { databaseOptions, type Orm } from '#shared/database/open-database.ts';
import { Candidate, Publication, Sighting } from '#shared/entities/index.ts';
import { openServices } from '#shared/services.ts';
import { openWorker } from '#worker/open-worker.ts';
import { databaseKinds, freshDatabaseUrl, temporaryFolder } from '../support/databases.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';
import { page } from '../support/loopback/scanned-site.ts';

const last = 'Migration20261126132515_links_suggested';
const instant = new Date('2026-09-01T09:00:00Z');
const hash = 'a'.repeat(64);

/** Rows as the last version wrote them, of a site whose pages all name one page as canonical. */
function rowsOf(base: string, at: unknown): [sql: string, values: unknown[]][] {
  const offer = (title: string, path: string) =>
    JSON.stringify({
      key: title,
      url: `${base}${path}`,
      title,
      summary: `About ${title}.`,
      publishedOn: null,
      updatedAt: null,
      authors: [],
      publisher: null,
      documentType: null,
      categories: [],
      contentHtml: null,
      identifiers: [],
      attachments: [],
    });
  const publication = (id: number, title: string, reader: number, into: number | null = null) =>
    [
      `insert into publication (id, title, url, publisher, published_on, published_on_basis, source_id, first_seen_at, read_from_id, read_at, merged_into_id) values (?, ?, ?, 'A', '2026-09-01', 'first-seen', 1, ?, ?, ?, ?)`,
      [id, title, `${base}/reviews`, at, reader, at, into],
    ] as [string, unknown[]];
  const candidate = (id: number, of: number, title: string, path: string, key = title) =>
    [
      `insert into candidate (id, source_id, "key", offer_hash, offer, first_offered_at, last_offered_at, state, publication_id) values (?, 1, ?, ?, ?, ?, ?, 'recorded', ?)`,
      [id, key, hash, offer(title, path), at, at, of],
    ] as [string, unknown[]];
  const sighting = (of: number, title: string, path: string) =>
    [
      'insert into sighting (publication_id, source_id, url, title, seen_at) values (?, 1, ?, ?, ?)',
      [of, `${base}${path}`, title, at],
    ] as [string, unknown[]];
  const address = (of: number, path: string) =>
    [
      `insert into identifier (publication_id, scheme, value) values (?, 'address', ?)`,
      [of, `${base.replace('http:', 'https:')}${path}`],
    ] as [string, unknown[]];
  return [
    [
      `insert into source (id, "key", name, publisher, kind, url, created_at) values (1, 'a', 'A', 'A', 'feed', ?, ?)`,
      [`${base}/feed`, at],
    ],
    publication(1, 'Review of hotels', 1),
    candidate(1, 1, 'Review of hotels', '/r/hotels'),
    candidate(2, 1, 'Review of taxis', '/r/taxis'),
    candidate(3, 1, 'Review of schools', '/r/schools'),
    candidate(4, 1, 'Review of Hotels', '/r/hotels-2'),
    ...['hotels', 'taxis', 'schools'].map((name) => sighting(1, `Review of ${name}`, `/r/${name}`)),
    ...['/reviews', '/r/hotels', '/r/taxis', '/r/schools'].map((path) => address(1, path)),
    publication(2, 'Guidance', 11),
    candidate(10, 2, 'Guidance', '/guidance', `${base}/guidance#2026-09-01T09:00:00Z`),
    candidate(11, 2, 'Guidance, final', '/guidance', `${base}/guidance#2026-09-02T09:00:00Z`),
    publication(3, 'Audit', 20),
    candidate(20, 3, 'Audit', '/audit'),
    candidate(21, 3, 'Audit of records', '/audit-2'),
    publication(4, 'Merged by a person', 20, 3),
  ];
}

describe.each(databaseKinds)('a database of the last version, on %s', (kind) => {
  it('offers again what was swallowed, and leaves what people merged', async () => {
    const section = page('Reviews').replace(
      '<head>',
      '<head><link rel="canonical" href="/reviews">',
    );
    const server = await loopbackServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(section);
    });
    const url = await freshDatabaseUrl(kind);
    const old = (await MikroORM.init(databaseOptions(url))) as Orm;
    await old.migrator.up({ to: last });
    // As either database keeps instants.
    const at = kind === 'postgres' ? instant : instant.getTime();
    for (const [sql, values] of rowsOf(server.url, at)) await old.em.fork().execute(sql, values);
    await old.close();

    const folder = kind === 'postgres' ? temporaryFolder() : url.replace(/\/skylark\.db$/, '');
    const services = await openServices(
      loadConfig({
        DATA_DIR: folder,
        FETCH_ALLOW_PRIVATE_ADDRESSES: 'true',
        FETCH_POLITE: 'false',
        LOG_LEVEL: 'silent',
        EMBEDDER: 'off',
        ...(kind === 'postgres' ? { DATABASE_URL: url } : {}),
      }),
    );
    onTestFinished(() => services.close());
    const em = () => services.orm.em.fork();
    const pending = await em().find(Candidate, { state: 'pending' }, { orderBy: { id: 'asc' } });
    expect(pending.map(({ id, publication }) => [id, publication])).toEqual([
      [2, null],
      [3, null],
    ]);
    expect(await em().count(Sighting)).toBe(1);

    const worker = await openWorker(services, { baseUrl: () => 'http://127.0.0.1' });
    onTestFinished(() => worker.close());
    await worker.retrieve();
    const publications = await em().find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(publications.map(({ title }) => title).sort()).toEqual([
      'Audit',
      'Guidance',
      'Merged by a person',
      'Review of hotels',
      'Review of schools',
      'Review of taxis',
    ]);
    expect(publications.filter(({ title }) => /^Review/.test(title)).map(({ url }) => url)).toEqual(
      expect.arrayContaining(
        ['hotels', 'taxis', 'schools'].map((name) =>
          name === 'hotels' ? expect.any(String) : `${server.url}/r/${name}`,
        ),
      ),
    );
    expect(await em().count(Candidate, { state: 'pending' })).toBe(0);
  });
});
