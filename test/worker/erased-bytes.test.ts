import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import type { Publication } from '#shared/entities/index.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { correctFacts } from '#shared/publications/correct-facts.ts';
import { erasePublication } from '#shared/publications/take-down.ts';
import { openWorker } from '#worker/open-worker.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshServices } from '../support/fresh-services.ts';

const by = { userId: null, name: 'admin@example.org' };
const secret = 'zebedeequux';

/** Files of the data folder whose bytes have the words, in whatever case. */
const filesWith = (folder: string, words: string): string[] =>
  readdirSync(folder).filter((name) =>
    readFileSync(path.join(folder, name), 'latin1').toLowerCase().includes(words),
  );

const pagesAbout = (name: string) =>
  Array.from({ length: 40 }, (_, at) => ({
    number: at + 1,
    text: `Page ${at}. The child ${name} was moved to hotel ${at}. ${'More words follow. '.repeat(40)}`,
  }));

it('leaves nothing of what was erased in any file of the data folder', async () => {
  const services = await freshServices();
  const { dataDir } = services.config;
  const em = services.orm.em.fork();
  const publications: Publication[] = [];
  for (let at = 0; at < 30; at += 1) {
    const publication = await givenPublication(em, {
      title: `Review ${at}${at === 15 ? ` of ${secret}` : ''}`,
      url: `https://marlby.example/${at}`,
      source: await givenSource(em),
      summary: `About ${at === 15 ? secret : 'somebody'}.`,
      documents: [
        {
          headings: [`Findings about ${at === 15 ? secret : 'all'}`],
          pages: pagesAbout(at === 15 ? secret : 'nobody'),
        },
      ],
      indexNumber: 1,
    });
    publications.push(publication);
  }
  const publicationId = publications[15]?.id ?? 0;
  await addTag(services.fork(), { publicationId, label: secret, by });
  await correctFacts(services.fork(), { publicationId, title: `The review of ${secret}`, by });
  const worker = await openWorker(services, { baseUrl: () => 'http://skylark.test' });
  onTestFinished(() => worker.close());
  await worker.checkIndex();
  await worker.index();
  // An earlier version read it again, and did not overwrite what it deleted.
  const db = new DatabaseSync(services.config.databaseUrl);
  db.exec('pragma secure_delete=off');
  db.exec(`delete from passage where page > 20 and document_id in
    (select id from document where publication_id between 10 and 20)`);
  db.close();
  expect(filesWith(dataDir, secret)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^skylark\.db/),
      expect.stringMatching(/^search-/),
    ]),
  );

  await erasePublication(services.fork(), {
    publicationId,
    reason: 'The family asked',
    withNotes: true,
    withTitle: true,
    by,
  });
  await worker.index();
  await worker.sweep();

  expect(filesWith(dataDir, secret)).toEqual([]);
  expect(await services.search.complete('zebedee', 5)).toEqual([]);
  expect((await services.search.search({ words: 'zebedeequu' })).query.corrected).toBeNull();
  expect((await services.search.search({ words: 'hotel' })).total).toBe(29);
});
