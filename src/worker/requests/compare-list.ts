import { Match } from '#shared/entities/index.ts';
import { Invalid, SourceFailure } from '#shared/errors.ts';
import { compareMatch } from '#shared/plans/matches/compare-match.ts';
import { addLines, matchScheme } from '#shared/plans/matches/open-match.ts';
import { EmbedderFailure } from '#shared/search/embedding/embedder.ts';
import { decodeFile } from '#shared/text/files/decode-file.ts';
import { readEntryParts } from '../index/read-parts.ts';
import type { Means, RequestHandler } from './request-handler.ts';

/** The text of the file that was given; tables as they are, all else read apart. */
async function textOf({ fileName, mediaType, file }: Match, { tools }: Means): Promise<string> {
  const bytes = new Uint8Array(file ?? []);
  if (mediaType === 'text/csv') return decodeFile(bytes);
  const reading = await tools.readers.readDocument(bytes, {
    url: `https://upload.invalid/${encodeURIComponent(fileName ?? 'list')}`,
    mediaType: mediaType ?? 'text/plain',
    fileName: fileName ?? 'list',
  });
  const text = reading.pages.map((page) => page.text).join('\n\n');
  if (!text.trim())
    throw new SourceFailure('unreadable', reading.textProblem ?? 'The file has no text.');
  return text;
}

/** What nobody has read of the entries yet is read now: somebody waits for the answer. */
async function readEntries({ work }: Means): Promise<void> {
  const { embedder } = work;
  if (!embedder) return;
  try {
    while ((await readEntryParts({ ...work, embedder, isOver: () => false })) > 0);
  } catch (error) {
    if (!(error instanceof EmbedderFailure)) throw error;
    work.log.warn({ err: error }, 'a list is compared by its words alone');
  }
}

/** Reads the list where it is a file, and compares it with the plans. @throws {SourceFailure} */
export const compareList: RequestHandler = async ({ url }, means) => {
  const em = means.work.em.fork();
  const id = Number(url.slice(matchScheme.length));
  const match = await em.findOne(Match, id, { populate: ['file'] });
  if (!match) throw new SourceFailure('not-found', 'The list is no longer kept.');
  if (match.state !== 'reading') return {};
  try {
    if (match.file) {
      addLines(em, match, await textOf(match, means));
      match.file = null;
      await em.flush();
    }
    await readEntries(means);
    await compareMatch({ ...means.work, em }, { matchId: id, vocabulary: means.vocabulary });
    return {};
  } catch (error) {
    if (!(error instanceof SourceFailure) && !(error instanceof Invalid)) throw error;
    const failed = {
      state: 'failed' as const,
      reason: `${error.message.replace(/\.$/, '')}.`,
      file: null,
    };
    await means.work.em.fork().nativeUpdate(Match, { id }, failed);
    throw new SourceFailure('unreadable', failed.reason, { cause: error });
  }
};
