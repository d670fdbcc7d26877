import { expect, it, onTestFinished } from 'vitest';
import { Candidate, Source } from '#shared/entities/index.ts';
import { candidateDueAfterFailure, dueAfterFailure } from '#worker/claiming/rhythm.ts';
import { openWorker } from '#worker/open-worker.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshServices } from '../support/fresh-services.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const at = new Date('2026-09-18T09:00:00Z');
const chance = 0.25;

const feed =
  '<rss version="2.0"><channel><title>F</title><link>/</link><description>d</description><item><title>Review</title><link>/review</link></item></channel></rss>';

/** A worker whose time stands still, and a site that refuses everybody everything but one feed. */
async function aRefusedWorker() {
  const server = await loopbackServer(({ url }, response) => {
    if (url === '/offers') response.writeHead(200, { 'content-type': 'text/xml' }).end(feed);
    else response.writeHead(403).end();
  });
  const services = await freshServices('sqlite', {
    clock: () => at,
    chance: () => chance,
    settings: { FETCH_ALLOW_PRIVATE_ADDRESSES: 'true', FETCH_POLITE: 'false' },
  });
  const worker = await openWorker(services, { baseUrl: () => '' });
  onTestFinished(() => worker.close());
  return { url: server.url, worker, services, em: () => services.fork().em };
}

it('visits a source again that failed as the clock and the chance say that were passed in', async () => {
  const { url, worker, em } = await aRefusedWorker();
  const { id } = await givenSource(em(), { kind: 'feed', url: `${url}/feed`, nextScanAt: at });

  await worker.scan();

  const { nextScanAt } = await em().findOneOrFail(Source, id);
  expect(nextScanAt).toEqual(dueAfterFailure(at, 1, null, chance));
});

it('retrieves again what failed as the clock and the chance say that were passed in', async () => {
  const { url, worker, em } = await aRefusedWorker();
  await givenSource(em(), { kind: 'feed', url: `${url}/offers`, nextScanAt: at });

  await worker.scan();
  await worker.retrieve();

  const [candidate] = await em().findAll(Candidate);
  expect(candidate?.nextAttemptAt).toEqual(candidateDueAfterFailure(at, 1, null, chance));
});
