import { personOf } from '#shared/database/person-of.ts';
import { type Actor, recordAudit } from '#shared/database/record-audit.ts';
import { Match, MatchLine, Plan, WorkRequest } from '#shared/entities/index.ts';
import { Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { foreignFile } from '#shared/text/files/foreign-file.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { readRecommendations } from '#shared/text/lists/recommendation-lines.ts';

export interface GivenList {
  title: string;
  /** Of this plan only; null: of all plans. */
  planId: number | null;
  /** The list as text, or a file. */
  text?: string | undefined;
  file?: { fileName: string; bytes: Uint8Array } | undefined;
  by: Actor;
}

/** Under this a request names the list that it is for. */
export const matchScheme = 'match:';

const largest = 20 * 1024 * 1024;

/** Puts the lines of a list under its match. @throws {Invalid} with field "text": there are none */
export function addLines(em: Services['em'], match: Match, text: string): void {
  const { lines, left } = readRecommendations(text);
  if (lines.length === 0)
    throw new Invalid('Nothing in it reads as a recommendation. Paste the list itself', 'text');
  if (left > 0)
    throw new Invalid(
      `The list has ${left} lines more than are compared at once: give it in parts`,
      'text',
    );
  for (const [position, line] of lines.entries())
    em.create(MatchLine, { match, position, ...line });
}

/** What kind of file it is, told by its name; the reading processes look at its bytes. */
function mediaTypeOf({ fileName, bytes }: { fileName: string; bytes: Uint8Array }): string {
  if (bytes.length === 0) throw new Invalid('The file is empty.', 'file');
  if (bytes.length > largest) throw new Invalid('Choose a file of at most 20 MB.', 'file');
  const ending = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const known: Record<string, string> = {
    pdf: 'application/pdf',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    html: 'text/html',
    htm: 'text/html',
    txt: 'text/plain',
    md: 'text/plain',
    csv: 'text/csv',
    tsv: 'text/csv',
  };
  const mediaType = known[ending];
  if (!mediaType)
    throw new Invalid(
      'Choose a Word (DOCX), PDF, HTML, CSV or text file, or paste the list.',
      'file',
    );
  const foreign = mediaType === 'text/csv' ? foreignFile(bytes) : null;
  if (foreign)
    throw new Invalid(
      `The file is ${foreign}. Save it as CSV, or copy the list and paste it.`,
      'file',
    );
  return mediaType;
}

function matchOf(em: Services['em'], given: GivenList, at: Date): Match {
  const file = given.file && given.file.bytes.length > 0 ? given.file : undefined;
  const title = lineOfText(given.title).slice(0, 300);
  if (!title) throw new Invalid('Enter whose list it is', 'title');
  if (!file && !given.text?.trim()) throw new Invalid('Paste the list, or choose a file', 'text');
  const match = em.create(Match, {
    title,
    plan: given.planId === null ? null : em.getReference(Plan, given.planId),
    state: 'reading',
    fileName: file ? lineOfText(file.fileName.split(/[\\/]/).at(-1) ?? '').slice(-300) : null,
    mediaType: file ? mediaTypeOf(file) : null,
    file: file ? Buffer.from(file.bytes) : null,
    createdBy: personOf(em, given.by),
    createdAt: at,
  });
  if (!file) addLines(em, match, given.text ?? '');
  return match;
}

/** Asks the worker to read a list, where it is a file, and to compare it. */
export function askToCompare(em: Services['em'], match: Match, by: Actor, at: Date): void {
  em.create(WorkRequest, {
    kind: 'match',
    url: `${matchScheme}${match.id}`,
    title: match.title,
    requestedBy: personOf(em, by),
    requestedAt: at,
  });
}

/**
 * Takes somebody else's list of recommendations, to be compared with our plans by the worker.
 *
 * @returns the match's id, to be looked at until it is compared
 * @throws {Invalid} @throws {NotFound}
 */
export async function openMatch(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  given: GivenList,
): Promise<number> {
  const at = clock();
  return em.transactional(async (em) => {
    if (given.planId !== null && !(await em.findOne(Plan, given.planId)))
      throw new NotFound('plan', given.planId);
    const match = matchOf(em, given, at);
    await em.flush();
    askToCompare(em, match, given.by, at);
    recordAudit(em, {
      by: given.by,
      at,
      action: 'match.opened',
      subject: { type: 'match', id: match.id },
      after: { title: match.title, plan: given.planId, file: match.fileName ?? null },
    });
    return match.id;
  });
}
