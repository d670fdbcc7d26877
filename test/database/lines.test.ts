import { describe, expect, it } from 'vitest';
import { Publication, Source, Upload, WorkRequest } from '#shared/entities/index.ts';
import { LineType, ShortLineType } from '#shared/entities/line-type.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';
import { freshServices } from '../support/fresh-services.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';
import { smtpInbox } from '../support/loopback/smtp-inbox.ts';
import { publishedEverywhere } from '../support/published-everywhere.ts';
import { sendDue } from '../support/send-due.ts';

/** What may not be in a title or a name: controls of both sets, breaks, orders of direction. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const everyUnseen = [
  ...Array.from({ length: 0x20 }, (_, at) => String.fromCodePoint(at)),
  ...Array.from({ length: 0x21 }, (_, at) => String.fromCodePoint(0x7f + at)),
  ...'\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff',
];

/** A title with much in it that is not seen; without NUL, which PostgreSQL has nowhere. */
const nasty =
  'Taxi\u202egpj.exe\u202c\u0085drivers\r\nBcc: all\u2067 and\u0007 hotels\u009b2J\u200b';
const nice = 'Taxigpj.exe drivers Bcc: all and hotels2J';

describe('a line', () => {
  it.each(everyUnseen.map((sign) => [sign.codePointAt(0)?.toString(16), sign] as const))(
    'has no U+%s',
    (_, sign) => {
      expect(lineOfText(`${sign}Taxi${sign} drivers${sign}`)).toMatch(/^Taxi drivers$/);
      expect(lineOfText(`Taxi${sign}drivers`)).toMatch(/^Taxi ?drivers$/);
    },
  );

  it.each([
    ['Curfew – “nobody asked” £5 · 50% <b> & co', 'Curfew – “nobody asked” £5 · 50% <b> & co'],
    ['Plentyn ar goll: adolygiad', 'Plentyn ar goll: adolygiad'],
    ['استغلال الأطفال', 'استغلال الأطفال'],
    ['ניצול ילדים', 'ניצול ילדים'],
    ['Family 👩‍👧 online', 'Family 👩‍👧 online'],
    ['Two  spaces', 'Two  spaces'],
    [`Broken${' '.repeat(50_000)}`, 'Broken'],
    ['lone \ud800 half', 'lone \ufffd half'],
    [nasty, nice],
  ])('of %j is as it is read', (given, wanted) => {
    expect(lineOfText(given)).toBe(wanted);
    expect(lineOfText(wanted)).toBe(wanted);
  });
});

describe.each(databaseKinds)('each column of titles and names on %s', (kind) => {
  it('keeps lines, whatever writes them, and reads what was kept before as lines', async () => {
    const services = await freshServices(kind);
    await publishedEverywhere(services);
    const em = services.orm.em.fork();
    const columns = [...services.orm.getMetadata().getAll().values()].flatMap((meta) =>
      meta.props
        .filter(({ customType }) =>
          [LineType, ShortLineType].some((one) => customType instanceof one),
        )
        .map(({ name, fieldNames }) => ({ meta, name, column: fieldNames[0] ?? '' })),
    );

    for (const { meta, name, column } of columns) {
      const [row] = await em.find(meta.class, {}, { limit: 1 });
      if (!row) continue;
      const { id } = row as { id: number };
      const where = { id } as never;
      await em.nativeUpdate(meta.class, where, { [name]: nasty } as never);
      const select = `select ${column} as line from "${meta.tableName}" where id = ${id}`;
      const [written] = await em.execute<{ line: string }[]>(select);
      expect([meta.className, written?.line]).toEqual([meta.className, nice]);
      // As an earlier version wrote it.
      const parameters = [nasty];
      await em.execute(`update "${meta.tableName}" set ${column} = ? where id = ${id}`, parameters);
      const read = await services.orm.em.fork().findOneOrFail(meta.class, where);
      expect([meta.className, (read as Record<string, unknown>)[name]]).toEqual([
        meta.className,
        nice,
      ]);
    }
    expect(columns.length).toBeGreaterThan(15);
  });

  it('is one: nothing that names a thing is kept as any other text', async () => {
    const services = await freshServices(kind);
    const others = [...services.orm.getMetadata().getAll().values()].flatMap((meta) =>
      meta.props
        .filter(
          ({ name, customType }) =>
            /^(title|name|publisher|label|fileName)$/.test(name) &&
            !(customType instanceof LineType || customType instanceof ShortLineType),
        )
        .map(({ name }) => `${meta.className}.${name}`),
    );

    // The vocabulary is ours, and the program names these itself.
    expect(others.toSorted()).toEqual(['Concept.label', 'Lease.name', 'StateValue.name']);
  });
});

describe('a title that somebody made', () => {
  it('is a line whether a feed, a page or an address says it, and is no change when read again', async () => {
    const it = await aScannedSite();
    const inXml = nasty.replaceAll('\u0007', '').replaceAll('\r\n', '&#10;');
    it.site.entries = [
      { id: '1', title: inXml, path: '/1' },
      { id: '2', title: '', path: '/reviews/taxi%E2%80%AEdrivers%0Aand-hotels' },
      { id: '3', title: '', path: '/3' },
    ];
    it.site.pages.set('/1', page('One'));
    it.site.pages.set('/reviews/taxi%E2%80%AEdrivers%0Aand-hotels', page(''));
    it.site.pages.set('/3', page('Curfews\u202e and &#8238;hotels\u009b2J'));
    await it.scan();
    const rows = await it.services.orm.em.fork().find(Publication, {}, { orderBy: { id: 'asc' } });

    expect(rows).toHaveLength(3);
    for (const { title } of rows) expect(title).not.toMatch(unseen);
    // Feeds say Windows-1252 where they mean the second set of controls: those are signs, and stay.
    expect(rows[0]?.title).toBe('Taxigpj.exe…drivers Bcc: all and hotels›2J');
    expect(rows[2]?.title).toBe('Curfews and hotels2J');
    const versions = rows.map(({ versionNumber }) => versionNumber);
    it.later(24 * 40);
    await it.scan();
    const again = await it.services.orm.em.fork().find(Publication, {}, { orderBy: { id: 'asc' } });
    expect(again.map(({ versionNumber }) => versionNumber)).toEqual(versions);
  });

  it('is a line from a form, the API, a file and a list, and nothing when nothing is seen of it', async () => {
    const { services, as } = await freshApp();
    const person = await as('coordinator');
    const { id } = await givenPublication(services.orm.em.fork(), {});
    const source = { kind: 'feed', name: nasty, publisher: nasty, url: 'https://n.example/feed' };
    const file = new FormData();
    file.set('file', new File(['%PDF-1.7 …'], `review\u202e${'fdp'}.pdf`));
    file.set('mayShow', 'extract');
    const nothing = '\u202e\u0085\u200b';

    const patched = await person.api('PATCH', `/publications/${id}`, { title: nasty });
    const made = await person.api('POST', '/sources', source);
    const uploaded = await person.api('POST', '/publications', file);
    const csv = { csv: 'ref,recommendation\nR1,Do it\n', title: nasty };
    const plan = await person.api('POST', '/plans', csv);
    await person.post(`/publications/${id}/tags`, { label: nasty });

    expect((await patched.json()).title).toBe(nice);
    expect(await made.json()).toMatchObject({ name: nice, publisher: nice });
    expect((await uploaded.json()).fileName).toBe('reviewfdp.pdf');
    expect(plan.status).toBe(201);
    expect((await (await person.api('GET', '/plans')).json()).items[0].title).toBe(nice);
    expect((await (await person.api('GET', `/publications/${id}`)).json()).tags).toContain(nice);
    expect(await services.orm.em.fork().count(Upload)).toBeGreaterThan(0);
    expect(await services.orm.em.fork().count(WorkRequest)).toBeGreaterThan(0);
    for (const [path, body] of [
      [`/publications/${id}`, { title: nothing }],
      ['/sources', { ...source, name: nothing }],
    ] as const) {
      const answer = await person.api(path === '/sources' ? 'POST' : 'PATCH', path, body);
      expect(answer.status).toBe(422);
    }
    expect(await services.orm.em.fork().count(Source, { name: nice })).toBe(1);
  });

  it('of a person is a line in the mail that names them', async () => {
    const inbox = await smtpInbox();
    const { services, as } = await freshApp('sqlite', { settings: { SMTP_URL: inbox.url } });
    const administrator = await as('administrator');
    await services.orm.em
      .fork()
      .execute('update app_user set name = ? where id = ?', [nasty, administrator.id]);

    await administrator.post('/people', {
      email: 'ann@police.example',
      name: nasty,
      role: 'member',
    });
    await sendDue(services, 'http://skylark.test');

    const [mail] = inbox.messages;
    expect(mail?.text?.replace(/\s+/g, ' ')).toContain(nice);
    expect(`${mail?.subject} ${mail?.text?.replaceAll(/[\n\t]/g, '')}`).not.toMatch(unseen);
    expect(mail?.headers.has('bcc')).toBe(false);
  });
});
