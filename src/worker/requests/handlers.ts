import type { RequestKind } from '#shared/entities/index.ts';
import { addPublication } from './add-publication.ts';
import { compareList } from './compare-list.ts';
import type { RequestHandler } from './request-handler.ts';
import { scanNow } from './scan-now.ts';
import { testGiven } from './test-given.ts';

/** Who carries out what people ask for: one more kind is one more row. */
export const handlers: Record<RequestKind, RequestHandler> = {
  scan: scanNow,
  test: testGiven,
  add: addPublication,
  match: compareList,
};
