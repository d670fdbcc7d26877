import { describe, expect, it } from 'vitest';
import { AuditEntry, Upload, WorkRequest } from '#shared/entities/index.ts';
import { kindOfUpload } from '#shared/publications/kind-of-upload.ts';
import { requestAddress, webAddress } from '#shared/publications/request-address.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { showRequest } from '#shared/publications/show-request.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds, freshDatabase } from '../support/databases.ts';

const at = new Date('2026-09-09T10:00:00Z');
const clock = () => at;
const bytes = (text: string) => new TextEncoder().encode(text);

describe.each(databaseKinds)('adding by hand on %s', (kind) => {
  it('writes a request for an address, once while it waits', async () => {
    const { em } = await freshDatabase(kind);
    const by = actorOf(await givenUser(em.fork()));
    const url = ' www.marlby.example/review.pdf#page=3 ';

    const first = await requestAddress({ em: em.fork(), clock }, { url, by });
    const second = await requestAddress({ em: em.fork(), clock }, { url, by });

    expect(second).toBe(first);
    expect(await showRequest({ em: em.fork() }, first, null)).toMatchObject({
      kind: 'add',
      state: 'waiting',
      url: 'https://www.marlby.example/review.pdf',
      fileName: null,
      requestedAt: at,
      publication: null,
    });
    expect(await em.fork().find(AuditEntry, {})).toMatchObject([
      { action: 'publication.requested', after: { url: 'https://www.marlby.example/review.pdf' } },
    ]);
  });

  it('keeps an uploaded file with its hash until the worker reads it', async () => {
    const { em } = await freshDatabase(kind);
    const by = actorOf(await givenUser(em.fork()));
    const file = {
      fileName: 'C:\\files\\review.pdf',
      bytes: bytes('%PDF-1.7 …'),
      mayShow: 'link',
      by,
    } as const;

    const id = await requestUpload({ em: em.fork(), clock }, file);

    const upload = await em
      .fork()
      .findOneOrFail(Upload, { fileName: 'review.pdf' }, { populate: ['bytes'] });
    expect(Buffer.from(upload.bytes).toString()).toBe('%PDF-1.7 …');
    expect(upload.mediaType).toBe('application/pdf');
    expect(await em.fork().findOneOrFail(WorkRequest, id)).toMatchObject({
      url: `upload:${upload.hash}`,
    });
    expect(await showRequest({ em: em.fork() }, id, null)).toMatchObject({
      url: null,
      fileName: 'review.pdf',
    });
  });

  it('keeps the same file once, and asks again when the first request is done', async () => {
    const { em } = await freshDatabase(kind);
    const by = actorOf(await givenUser(em.fork()));
    const file = {
      fileName: 'review.txt',
      bytes: bytes('Plain words.'),
      mayShow: 'text',
      by,
    } as const;
    const first = await requestUpload({ em: em.fork(), clock }, file);
    const publication = await givenPublication(em.fork());
    await em.fork().nativeUpdate(WorkRequest, first, { state: 'done', publication });

    const second = await requestUpload({ em: em.fork(), clock }, file);

    expect(second).not.toBe(first);
    expect(await em.fork().count(Upload)).toBe(1);
    expect(await showRequest({ em: em.fork() }, first, null)).toMatchObject({
      state: 'done',
      publication: { id: publication.id, title: publication.title },
    });
  });

  it('says what a test of a source found', async () => {
    const { em } = await freshDatabase(kind);
    const start = em.fork();
    const source = await givenSource(start);
    const test = { found: 'An Atom feed', offered: 3, latest: [], everyDays: 7, warnings: [] };
    const given = { kind: 'test', source, requestedAt: at, state: 'done', test } as const;
    const request = start.create(WorkRequest, { ...given, test: { ...test } });
    await start.flush();

    expect(await showRequest({ em: em.fork() }, request.id, null)).toMatchObject({
      kind: 'test',
      sourceId: source.id,
      test,
    });
  });

  it('does not find a request that is not there', async () => {
    const { em } = await freshDatabase(kind);

    await expect(showRequest({ em: em.fork() }, 999, null)).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});

describe('an address that a person gives', () => {
  it.each([
    ['https://www.gov.uk/a b', 'https://www.gov.uk/a%20b'],
    ['gov.uk/guidance', 'https://gov.uk/guidance'],
    ['http://localhost:8080/x', 'http://localhost:8080/x'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
  ])('takes %j', (given, address) => {
    expect(webAddress(given)).toBe(address);
  });

  it.each([
    '',
    'review',
    'ftp://marlby.example/x',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'upload:abc',
    'https://',
    'https://name:secret@marlby.example/',
    `https://marlby.example/${'x'.repeat(2000)}`,
  ])('refuses %j', (given) => {
    expect(() => webAddress(given)).toThrow(expect.objectContaining({ name: 'Invalid' }));
  });
});

describe('a file that a person gives', () => {
  it.each([
    ['scan', '\n%PDF-1.4', 'application/pdf'],
    ['page.htm', '<p>Words</p>', 'text/html'],
    ['page', '<!doctype html><p>Words</p>', 'text/html'],
    ['notes.TXT', 'Words', 'text/plain'],
    [
      'review.docx',
      'PK\u0003\u0004…',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('is told by its bytes, then its name: %s', (fileName, text, mediaType) => {
    expect(kindOfUpload(bytes(text), fileName)).toBe(mediaType);
  });

  it.each([
    ['empty.pdf', new Uint8Array(), 'The file is empty.'],
    [
      'sheet.xlsx',
      bytes('PK\u0003\u0004…'),
      'Choose a PDF, Word (DOCX), HTML or text file, or a mail (.eml).',
    ],
    [
      'photo.txt',
      bytes('abc\u0000def'),
      'Choose a PDF, Word (DOCX), HTML or text file, or a mail (.eml).',
    ],
    ['data.csv', bytes('a,b'), 'Choose a PDF, Word (DOCX), HTML or text file, or a mail (.eml).'],
    [
      'old.doc',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]),
      'Save the Word file as DOCX or PDF, then choose that.',
    ],
    ['big.pdf', new Uint8Array(50 * 1024 * 1024 + 1), 'Choose a file of at most 50 MB.'],
  ])('is refused with the reason: %s', (fileName, given, message) => {
    expect(() => kindOfUpload(given, fileName)).toThrow(message);
  });
});
