import { Invalid } from '#shared/errors.ts';
import { decodeFile } from '#shared/text/files/decode-file.ts';
import { foreignFile } from '#shared/text/files/foreign-file.ts';
import { notCsv } from './read-plan-file.ts';

/** In bytes: a plan of a thousand entries is smaller. */
export const largestPlanFile = 1024 * 1024;

/** The text of a plan as a spreadsheet saved it. @throws {Invalid} when it is no text at all */
export function textOfPlanFile(bytes: Uint8Array): string {
  const foreign = foreignFile(bytes);
  if (foreign) throw new Invalid(notCsv(foreign), 'file');
  return decodeFile(bytes);
}
