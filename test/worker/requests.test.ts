import { expect, it } from 'vitest';
import { type RequestKind, WorkRequest } from '#shared/entities/index.ts';
import { openWorker } from '#worker/open-worker.ts';
import { freshServices } from '../support/fresh-services.ts';

it('says so of a request that only a later version knows', async () => {
  const services = await freshServices();
  const worker = await openWorker(services, { baseUrl: () => '' });
  const { em } = services.fork();
  em.create(WorkRequest, {
    kind: 'compare' as RequestKind,
    requestedAt: services.clock(),
  });
  await em.flush();

  expect(await worker.requests()).toBe(1);
  await worker.close();

  expect(
    await services.fork().em.findOneOrFail(WorkRequest, { kind: 'compare' as RequestKind }),
  ).toMatchObject({
    state: 'failed',
    reason: 'Requests of the kind “compare” cannot be carried out yet.',
  });
});
