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
 * the rest.
 *
 * @param given.isOver asked before each candidate
 * @param given.onRecorded called after each
 * @returns how many candidates were seen to
 */
export async function retrieveDue(
  services: Pick<Services, 'em' | 'clock' | 'holder' | 'log'>,
  tools: Tools,
  vocabulary: ConceptTerms[],
  given: { atOnce: number; isOver: () => boolean; onRecorded: () => void },
): Promise<number> {
  const record = openRecorder(services);
  const inHand = new Set<Candidate>();
  return workThrough<Candidate>({
    ...given,
    async claim(wanted) {
      const candidates = await claimCandidates(services, wanted, inHand);
      for (const candidate of candidates) inHand.add(candidate);
      return candidates;
    },
    async work(candidate) {
      try {
        await retrieveCandidate(services, candidate, tools, vocabulary, record);
        given.onRecorded();
      } catch (error) {
        services.log.error({ err: error, id: candidate.id }, 'retrieval failed');
        await postponeAfterFault(services, candidate.id).catch((fault: unknown) =>
          services.log.error({ err: fault, id: candidate.id }, 'retrieval failed'),
        );
      } finally {
        inHand.delete(candidate);
      }
    },
    giveBack: async (candidates) => {
      await services.em
        .fork()
        .nativeUpdate(
          Candidate,
          { id: { $in: candidates.map(({ id }) => id) }, leasedBy: services.holder },
          { leasedBy: null, leaseUntil: null },
        );
    },
  });
}
