import { SourceFailure } from '#shared/errors.ts';
import { scanSource } from '../scan/scan-source.ts';
import { type RequestHandler, unregistered } from './request-handler.ts';

/** Visits a source now, whenever it is due. */
export const scanNow: RequestHandler = async ({ source }, { work, tools }) => {
  if (!source) throw unregistered();
  const scanId = await scanSource(work, source.id, tools);
  if (scanId === null) {
    throw new SourceFailure(
      'unsupported',
      'The source is being scanned already. Look again in a minute.',
    );
  }
  return { scanId };
};
