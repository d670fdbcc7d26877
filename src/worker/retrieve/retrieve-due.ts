import { databaseFaultOf } from '#shared/database/fault-of.ts';
import { Candidate } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { workThrough } from '../claiming/work-through.ts';
import type { Tools } from '../connectors/connector.ts';
import { openRecorder } from '../record/open-recorder.ts';
import { claimCandidates } from './claim-candidates.ts';
import { postponeAfterFault, retrieveCandidate } from './retrieve-candidate.ts';

/**
 * Retrieves and records until nothing is due. What goes wrong with one candidate is logged and spares
 * the rest; a database that is full or away is no fault of theirs, and ends it until the next time.
 *
 * @param vocabulary asked for once there is something to record
 * @param given.isOver asked before each candidate
 * @param given.onRecorded called after each
 * @returns how many candidates were seen to
 */
export async function retrieveDue(
  services: Pick<Services, 'em' | 'clock' | 'chance' | 'holder' | 'log'>,
  tools: Tools,
  vocabulary: () => Promise<ConceptTerms[]>,
  given: { atOnce: number; isOver: () => boolean; onRecorded: () => void },
): Promise<number> {
  const record = openRecorder(services);
  const inHand = new Set<Candidate>();
  let fault: unknown = null;
  const count = await workThrough<Candidate>({
    ...given,
    isOver: () => fault !== null || given.isOver(),
    async claim(wanted) {
      const candidates = await claimCandidates(services, wanted, inHand);
      for (const candidate of candidates) inHand.add(candidate);
      return candidates;
    },
    async work(candidate) {
      try {
        await retrieveCandidate(services, candidate, tools, await vocabulary(), record);
        given.onRecorded();
      } catch (error) {
        if (databaseFaultOf(error)) {
          fault ??= error;
          return;
        }
        services.log.error({ err: error, id: candidate.id }, 'retrieval failed');
        await postponeAfterFault(services, candidate.id).catch((fault: unknown) =>
          services.log.error({ err: fault, id: candidate.id }, 'retrieval failed'),
        );
      } finally {
        inHand.delete(candidate);
      }
    },
    giveBack: async (candidates) => {
      const giving = services.em
        .fork()
        .nativeUpdate(
          Candidate,
          { id: { $in: candidates.map(({ id }) => id) }, leasedBy: services.holder },
          { leasedBy: null, leaseUntil: null },
        );
      // Where that cannot be written either, the leases run out.
      await (fault === null ? giving : giving.catch(() => undefined));
    },
  });
  if (fault !== null) throw fault;
  return count;
}
