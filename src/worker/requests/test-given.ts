import { draftSource } from '#shared/sources/draft-source.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import { type RequestHandler, unregistered } from './request-handler.ts';
import { testSource } from './test-source.ts';

/** Tests a source as it is saved, or as somebody typed it. */
export const testGiven: RequestHandler = async ({ source: saved, draft }, means) => {
  const { work, ...given } = means;
  const source = draft ? draftSource(work, sourceShape.parse(draft)) : saved;
  if (!source) throw unregistered();
  const found = await testSource(work, { ...given, source });
  return { test: { ...(draft ? { draft } : {}), ...found } };
};
