import type { RequestView } from '#shared/publications/show-request.ts';
import { findingsOfTest } from '#shared/sources/findings-of-test.ts';

/** A request to the worker as the API answers it. */
export const requestJson = ({ publication, parts, test, tested, ...view }: RequestView) => ({
  ...view,
  publicationId: publication?.id ?? null,
  parts: parts.map(({ publication: found, ...part }) => ({
    ...part,
    publicationId: found?.id ?? null,
  })),
  test: test && tested ? findingsOfTest(test, tested) : null,
});
