import type { RequestView } from '#shared/publications/show-request.ts';
import { findingsOfTest } from '#shared/sources/findings-of-test.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';

/** The source that a look at an address, or a preview, was of. */
function proposedIn(test: RequestView['test']) {
  const shape = test?.draft ? sourceShape.safeParse(test.draft) : null;
  if (!shape?.success) return null;
  const { kind, url, query = null, name, publisher } = shape.data;
  return { kind, url, query, name, publisher };
}

/** A request to the worker as the API answers it. */
export const requestJson = ({ publication, parts, test, tested, ...view }: RequestView) => ({
  ...view,
  publicationId: publication?.id ?? null,
  parts: parts.map(({ publication: found, ...part }) => ({
    ...part,
    publicationId: found?.id ?? null,
  })),
  proposed: proposedIn(test),
  test: test && tested ? findingsOfTest(test, tested) : null,
});
