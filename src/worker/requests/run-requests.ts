import type { FilterQuery } from '@mikro-orm/core';
import { Publication, type RequestKind, Scan, WorkRequest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import type { Tools } from '../connectors/connector.ts';
import { handlers } from './handlers.ts';
import {
  type Means,
  type RequestHandler,
  type RequestOutcome,
  requestOf,
} from './request-handler.ts';

type Work = Means['work'];

/** A request that a dead worker left is taken up again after this, in seconds. */
const leaseSeconds = 120;

async function claim(work: Pick<Work, 'em' | 'clock'>): Promise<number | null> {
  const { em, clock } = work;
  const at = clock();
  const fork = em.fork();
  const isDue: FilterQuery<WorkRequest> = {
    $or: [{ state: 'waiting' }, { state: 'running', leaseUntil: { $lt: at } }],
  };
  const oldest = { orderBy: { requestedAt: 'asc', id: 'asc' } } as const;
  // The links of a mail are many: what else people ask for does not wait behind all of them.
  const waiting =
    (await fork.findOne(WorkRequest, { $and: [isDue, { partOf: null }] }, oldest)) ??
    (await fork.findOne(WorkRequest, isDue, oldest));
  if (!waiting) return null;
  const changed = await fork.nativeUpdate(
    WorkRequest,
    { id: waiting.id, state: waiting.state, leaseUntil: waiting.leaseUntil ?? null },
    { state: 'running', leaseUntil: new Date(at.getTime() + leaseSeconds * 1000) },
  );
  return changed === 1 ? waiting.id : claim(work);
}

/** Holds a request while it is carried out: a slow site may take longer than a lease. */
function renew({ em, clock }: Pick<Work, 'em' | 'clock'>, id: number): void {
  const leaseUntil = new Date(clock().getTime() + leaseSeconds * 1000);
  em.fork()
    .nativeUpdate(WorkRequest, { id, state: 'running' }, { leaseUntil })
    // One that fails is made up for by the next, or the lease runs out.
    .catch(() => undefined);
}

/** A server of a later version may write requests that this worker knows nothing of. */
function handlerFor(kind: RequestKind): RequestHandler {
  if (Object.hasOwn(handlers, kind)) return handlers[kind];
  throw new SourceFailure(
    'unsupported',
    `Requests of the kind “${kind}” cannot be carried out yet.`,
  );
}

/** Writes down what came of a request; what its outcome does not name stays as it is. */
function keepOutcome(em: Services['em'], request: WorkRequest, outcome: RequestOutcome): void {
  const { scanId, publicationId, test, reason } = outcome;
  request.state = 'done';
  if (scanId !== undefined) request.scan = em.getReference(Scan, scanId);
  if (publicationId !== undefined)
    request.publication = em.getReference(Publication, publicationId);
  if (test) request.test = test;
  if (reason !== undefined) request.reason = reason;
}

function keepFailure(log: Services['log'], request: WorkRequest, error: unknown): void {
  request.state = 'failed';
  request.reason =
    error instanceof SourceFailure ? error.message : 'Something went wrong here. It was noted.';
  if (!(error instanceof SourceFailure)) log.error({ err: error }, 'a request failed');
}

/**
 * Carries out what people asked for, oldest first.
 *
 * @param vocabulary asked for when there is something to do
 * @returns how many requests were finished
 */
export async function runRequests(
  work: Work,
  tools: Tools,
  vocabulary: () => Promise<ConceptTerms[]>,
): Promise<number> {
  for (let finished = 0; ; finished += 1) {
    const id = await claim(work);
    if (id === null) return finished;
    const em = work.em.fork();
    const request = await em.findOneOrFail(WorkRequest, id, { populate: ['source'] });
    const renewal = setInterval(() => renew(work, id), (leaseSeconds * 1000) / 3);
    try {
      const { kind, given } = requestOf(request);
      const means = { work, tools, vocabulary: await vocabulary() };
      keepOutcome(em, request, await handlerFor(kind)(given, means));
    } catch (error) {
      keepFailure(work.log, request, error);
    } finally {
      clearInterval(renewal);
    }
    request.finishedAt = work.clock();
    request.leaseUntil = null;
    await em.flush();
  }
}
