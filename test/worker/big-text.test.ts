import { describe, expect, it } from 'vitest';
import { type Candidate, Document, Passage, Publication, Version } from '#shared/entities/index.ts';
import { requestUpload } from '#shared/publications/request-upload.ts';
import { showRequest } from '#shared/publications/show-request.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { contentsOf } from '#worker/contents/contents.ts';
import {
  beginningOf,
  boundReading,
  firstPages,
  mostCharacters,
} from '#worker/reading/document/bound-reading.ts';
import { readDocument } from '#worker/reading/document/read-document.ts';
import { aScannedSite } from '../support/loopback/scanned-site.ts';

const megabytes = 45;
const line = 'Practitioners asked what the child had seen, and wrote down the answer.\n\n';
const huge = (beginning: string) => {
  const bytes = Buffer.alloc(megabytes * 1_048_576, line);
  bytes.write(beginning);
  return bytes;
};
const numbered = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, text, headings: [`Heading ${at}`] }));

const lengthOf = (pages: { text: string }[]) =>
  pages.reduce((sum, { text }) => sum + text.length, 0);

describe('what a large file becomes', () => {
  it('is the beginning of a text, and says so', async () => {
    const reading = await readDocument(huge('The minutes of a century\n\n'), {
      url: 'https://marlby.example/minutes.txt',
      mediaType: 'text/plain',
    });

    expect(lengthOf(reading.pages)).toBeLessThanOrEqual(mostCharacters);
    expect(lengthOf(reading.pages)).toBeGreaterThan(0.9 * mostCharacters);
    expect(reading.pages[0]?.text.endsWith('the answer.')).toBe(true);
    expect(reading.title).toBe('The minutes of a century');
    expect(reading.textProblem).toBe(
      'Only the first 3,000,000 characters (about 1,200 pages) are kept: it is longer than we keep.',
    );
  });

  it('is the first pages of a document that has pages', () => {
    const pages = numbered(10, 'x'.repeat(400));

    expect(firstPages(pages, 12, 4000)).toEqual({ pages, problem: null });
    expect(firstPages(pages, 12, 3900)).toEqual({
      pages: pages.slice(0, 9),
      problem: 'Only the first 9 of 12 pages are kept: it is longer than we keep.',
    });
  });

  it('is cut between paragraphs or words, and never within a character', () => {
    expect(beginningOf('One two three four five', 20)).toBe('One two three four');
    const faces = '😀'.repeat(50);
    expect(beginningOf(faces, 33)).toBe('😀'.repeat(16));
  });

  it('has no more headings, links and words about itself than anybody reads', () => {
    const { pages, headings, ...bounded } = (() => {
      const reading = boundReading({
        mediaType: 'text/html',
        title: 't'.repeat(100_000),
        summary: 's'.repeat(100_000),
        publishedOn: null,
        publisher: null,
        language: null,
        canonicalUrl: null,
        attachments: Array.from({ length: 9000 }, (_, at) => ({
          url: `https://marlby.example/${at}.pdf`,
          title: '',
          mediaType: null,
        })),
        pageCount: null,
        pages: [
          {
            number: null,
            text: 'x',
            headings: Array.from({ length: 9000 }, () => 'h'.repeat(9000)),
          },
        ],
        textProblem: null,
      });
      return { ...reading, headings: reading.pages[0]?.headings ?? [] };
    })();

    expect(pages).toHaveLength(1);
    expect([headings.length, headings[0]?.length]).toEqual([2000, 300]);
    expect(bounded.attachments).toHaveLength(500);
    expect([bounded.title?.length, bounded.summary?.length]).toEqual([1000, 10_000]);
    expect(bounded.textProblem).toBeNull();
  });

  it('is bounded for all documents of a publication together', () => {
    const document = (number: number) => ({
      title: `Part ${number}`,
      url: `https://marlby.example/${number}`,
      reading: {
        mediaType: 'application/pdf',
        pageCount: 300,
        pages: numbered(300, 'x'.repeat(10_000)),
      },
      problem: null,
    });
    const offered = {
      offer: offerOf({ key: '1', url: 'https://marlby.example/1', title: 'Parts' }),
      lastOfferedAt: new Date(),
    } as Candidate;

    const contents = contentsOf(offered, {
      documents: [1, 2, 3, 4].map(document),
    } as unknown as Parameters<typeof contentsOf>[1]);

    expect(contents.text.length).toBeLessThan(2.01 * mostCharacters);
    expect(contents.documents.map(({ pages }) => pages.length)).toEqual([300, 300, 1, 1]);
    expect(contents.problem).toMatch(
      /^2 of 4 documents could not be read in full\. “Part 3”: Only/,
    );
  });
});

it('records an upload of 45 MB of text with a few thousand passages, and says what is kept', async () => {
  const { services, worker, em } = await aScannedSite();
  const by = { userId: null, name: 'test' };
  const id = await requestUpload(services.fork(), {
    mayShow: 'extract',
    fileName: 'minutes.txt',
    bytes: huge('The minutes of a century\n\n'),
    by,
  });

  expect(await worker.requests()).toBe(1);

  const publication = await em().findOneOrFail(Publication, { title: 'The minutes of a century' });
  const kept = /^Only the first 3,000,000 characters \(about 1,200 pages\) are kept/;
  expect(publication.textProblem).toMatch(kept);
  expect((await em().findOneOrFail(Document, { publication })).textProblem).toMatch(kept);
  expect((await showRequest(services.fork(), id, null)).publication?.textProblem).toMatch(kept);
  const [passages]: { count: number; characters: number }[] = await em().execute(
    'select count(*) as count, sum(length(text)) as characters from passage',
  );
  expect(Number(passages?.count)).toBeLessThan(4000);
  expect(Number(passages?.characters)).toBeLessThanOrEqual(mostCharacters);
  expect(await em().count(Passage)).toBeGreaterThan(2000);
  const version = await em().findOneOrFail(Version, { publication }, { populate: ['content'] });
  expect(JSON.stringify(version.content).length).toBeLessThan(1.2 * mostCharacters);
});
