import { describe, expect, it } from 'vitest';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import {
  AuditEntry,
  Candidate,
  Document,
  Publication,
  Scan,
  Version,
} from '#shared/entities/index.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { erasePublication } from '#shared/publications/take-down.ts';
import { offerOf, type Retrieved, readingOf } from '#worker/connectors/connector.ts';
import { recordPublication } from '#worker/record/record-publication.ts';
import { keepReading } from '#worker/scan/keep-reading.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';
import { aScannedSite, page } from '../support/loopback/scanned-site.ts';

const by = { userId: null, name: 'ann@council.example' };

const retrieved = (known: Partial<Retrieved>): Retrieved => ({
  documents: [
    {
      title: 'Guidance',
      url: 'https://marlby.example/g',
      reading: {
        mediaType: 'text/html',
        title: 'Guidance',
        summary: null,
        publishedOn: null,
        publisher: null,
        language: 'en',
        canonicalUrl: null,
        pageCount: null,
        pages: [{ number: null, text: 'What to do about hotels.', headings: [] }],
        attachments: [],
        textProblem: null,
      },
      problem: null,
      bytesHash: 'b'.repeat(64),
      fetchedAt: new Date('2026-09-18T09:00:00Z'),
      httpStatus: 200,
      etag: null,
      lastModified: null,
    },
  ],
  url: 'https://marlby.example/g',
  canonicalUrl: null,
  title: 'Guidance',
  summary: null,
  publishedOn: '2026-09-01',
  publisher: 'Department of Marlby',
  documentType: 'guidance',
  identifiers: [{ scheme: 'govuk-content-id', value: 'one' }],
  changeNote: 'A note of last year.',
  withdrawn: null,
  tellsWithdrawal: true,
  ...known,
});

describe.each(databaseKinds)('versions on %s', (kind) => {
  /** One publication that is read again and again, each time as the test says. */
  async function aPublication() {
    const services = await freshServices(kind);
    const vocabulary = await readVocabulary(services.orm.em.fork());
    const em = services.orm.em.fork();
    const source = await givenSource(em);
    const candidate = em.create(Candidate, {
      source,
      key: 'g',
      offer: offerOf({ key: 'g', url: 'https://marlby.example/g', title: 'Guidance' }),
      offerHash: 'a'.repeat(64),
      firstOfferedAt: new Date(),
      lastOfferedAt: new Date(),
      state: 'pending',
    });
    await em.flush();
    const read = (known: Partial<Retrieved> = {}) =>
      recordPublication(services.fork(), {
        candidateId: candidate.id,
        retrieved: retrieved(known),
        problem: null,
        isGone: false,
        retry: null,
        vocabulary,
      });
    const notes = async () =>
      (
        await services.orm.em
          .fork()
          .find(Version, { number: { $gt: 1 } }, { orderBy: { number: 'asc' } })
      ).map(({ changeNote }) => changeNote);
    return { services, source, candidate, read, notes };
  }

  it('makes none when nothing changed', async () => {
    const { services, read, notes } = await aPublication();
    const id = await read();
    await read();
    expect(await notes()).toEqual([]);
    expect(await services.orm.em.fork().findOneOrFail(Publication, id)).toMatchObject({
      versionNumber: 1,
      publisherBasis: 'document',
    });
  });

  it('makes one for each change of metadata, and says what changed', async () => {
    const { services, read, notes } = await aPublication();
    const id = await read();
    const documents = await services.orm.em.fork().find(Document, { publication: id });
    await read({ publishedOn: '2026-09-03' });
    await read({ publishedOn: '2026-09-03', publisher: 'Ministry of Marlby' });
    const since = { publishedOn: '2026-09-03', publisher: 'Ministry of Marlby' };
    await read({ ...since, documentType: 'news_story' });
    const at = new Date('2026-09-10T09:00:00Z');
    const withdrawn = { at, note: 'It was replaced.' };
    await read({ ...since, documentType: 'news_story', withdrawn });
    await read({ ...since, documentType: 'news_story' });
    await read({ ...since, documentType: 'news_story' });

    expect(await notes()).toEqual([
      'The date of publication changed from 1 September 2026 to 3 September 2026.',
      'The publisher changed from Department of Marlby to Ministry of Marlby.',
      'The type changed from “Guidance” to “News”.',
      'It was withdrawn on 10 September 2026 at 10:00am. It was replaced.',
      'It is no longer withdrawn.',
    ]);
    // Links of people lead to documents: these stay when the text does.
    expect((await services.orm.em.fork().find(Document, { publication: id })).map(idOf)).toEqual(
      documents.map(idOf),
    );
  });

  it('tells a changed text in the publisher’s words, else in ours', async () => {
    const { read, notes } = await aPublication();
    await read();
    const saying = (text: string): Partial<Retrieved> => {
      const [document] = retrieved({}).documents;
      if (!document?.reading) throw new Error('the document has a reading');
      const pages = [{ number: null, text, headings: [] }];
      return { documents: [{ ...document, reading: { ...document.reading, pages } }] };
    };
    await read({ ...saying('Something else.'), changeNote: 'Rewrote it.' });
    await read({ ...saying('Quite another thing.'), changeNote: null });
    expect(await notes()).toEqual(['Rewrote it.', 'The text changed.']);
  });

  it('leaves what a person corrected', async () => {
    const { services, read } = await aPublication();
    const publicationId = await read();
    const facts = { publisher: 'Marlby', publishedOn: '2026-08-01', type: 'doc-research' };
    await correctFacts(services.fork(), { publicationId, by, ...facts });
    await services.orm.em.fork().nativeDelete(AuditEntry, { action: 'publication.corrected' });
    await read({ publishedOn: '2026-09-03', publisher: 'Ministry', documentType: 'news_story' });
    expect(await services.orm.em.fork().findOneOrFail(Publication, publicationId)).toMatchObject({
      ...facts,
      publisherBasis: 'person',
    });
  });

  it('makes one when the source takes it off its list', async () => {
    const { services, source, candidate, read, notes } = await aPublication();
    const id = await read();
    const scanId = await services.orm.em.fork().insert(Scan, {
      source: source.id,
      startedAt: new Date(),
      outcome: 'running',
      warnings: [],
    });
    const reading = readingOf({ offers: [], found: 'Records.', removed: [candidate.key] });
    const visit = { scanId: Number(scanId), sourceId: source.id, reading, chance: 0.5 };
    await keepReading(services.fork(), visit);
    await keepReading(services.fork(), visit);
    expect(await notes()).toEqual([`${source.name} no longer lists it.`]);
    expect(await services.orm.em.fork().findOneOrFail(Publication, id)).toMatchObject({
      versionNumber: 2,
      withdrawnAt: expect.any(Date),
    });
  });

  it('keeps how each was had, and of an erased one no more than that', async () => {
    const { site, services, scan, later, em } = await aScannedSite(kind);
    site.entries = [{ id: '1', title: 'Report', path: '/1' }];
    site.pages.set('/1', page('Report'));
    site.pageHeaders = { etag: '"one"', 'last-modified': 'Mon, 07 Sep 2026 09:00:00 GMT' };
    await scan();
    site.entries = [{ id: '1', title: 'Report, second edition', path: '/1' }];
    site.pages.set('/1', page('Report, second edition'));
    site.pageHeaders = { etag: '"two"' };
    later(2);
    await scan();
    const versions = async () =>
      (await em().find(Version, {}, { populate: ['content'], orderBy: { number: 'asc' } })).map(
        ({ content }) => content,
      );
    const had = (etag: string, lastModified: string | null) => ({
      fetchedAt: expect.stringMatching(/^\d{4}-/),
      httpStatus: 200,
      etag,
      lastModified,
      bytesHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const captures = [had('"one"', 'Mon, 07 Sep 2026 09:00:00 GMT'), had('"two"', null)];
    expect(await versions()).toMatchObject(captures.map((capture) => [{ capture }]));
    expect(JSON.stringify(await versions())).toContain('Text about Report');

    const { id: publicationId } = await em().findOneOrFail(Publication, { id: { $gt: 0 } });
    const reason = 'A court order';
    const extent = { withNotes: false, withTitle: true };
    await erasePublication(services.fork(), { publicationId, reason, by, ...extent });
    expect(await versions()).toMatchObject(captures.map((capture) => [{ capture, pages: [] }]));
    expect(JSON.stringify(await versions())).not.toMatch(/Report|second edition/);
  });

  it('follows the day that a feed corrects', async () => {
    const { site, scan, later, em } = await aScannedSite(kind);
    const entry = { id: '1', title: 'Report', path: '/1' };
    site.pages.set('/1', page('Report'));
    site.entries = [{ ...entry, published: 'Mon, 07 Sep 2026 09:00:00 GMT' }];
    await scan();
    site.entries = [{ ...entry, published: 'Wed, 09 Sep 2026 09:00:00 GMT' }];
    later(2);
    await scan();
    expect(await em().findOneOrFail(Version, { number: 2 })).toMatchObject({
      changeNote: 'The date of publication changed from 7 September 2026 to 9 September 2026.',
    });
  });
});

const idOf = ({ id }: { id: number }) => id;
