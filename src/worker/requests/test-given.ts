import type { SourceAt, SourceTest } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import { draftSource } from '#shared/sources/draft-source.ts';
import { type SourceShape, sourceShape } from '#shared/sources/source-rules.ts';
import { lookAtAddress } from './look-at-address.ts';
import {
  type Means,
  type RequestHandler,
  type RequestOutcome,
  unregistered,
} from './request-handler.ts';
import { testSource } from './test-source.ts';

const testDraft = ({ work, ...given }: Means, shape: SourceShape): Promise<SourceTest> =>
  testSource(work, { ...given, source: draftSource(work, shape) });

/**
 * Looks at an address: of all that it can be, the first that can be read and offers something is
 * tested; the others are named.
 *
 * @throws {SourceFailure} why the best of them could not be read, where none can
 */
async function testAddress(address: string, means: Means): Promise<RequestOutcome> {
  const places = await lookAtAddress(address, means.tools);
  let failure: SourceFailure | null = null;
  for (const place of places) {
    try {
      const draft = sourceShape.parse(place);
      const found = await testDraft(means, draft);
      if (found.offered === 0 && place !== places.at(-1)) continue;
      const others = places.filter((other: SourceAt) => other !== place);
      return { test: { draft, ...found, others } };
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      failure ??= error;
    }
  }
  throw (
    failure ?? new SourceFailure('unreadable', `Nothing that lists publications is at ${address}.`)
  );
}

/** Tests a source as it is saved, or as somebody typed it, or looks what an address can be. */
export const testGiven: RequestHandler = async ({ source: saved, draft }, means) => {
  if (draft && !('kind' in draft)) return testAddress(String(draft.url), means);
  if (draft) return { test: { draft, ...(await testDraft(means, sourceShape.parse(draft))) } };
  if (!saved) throw unregistered();
  const { work, ...given } = means;
  return { test: await testSource(work, { ...given, source: saved }) };
};
