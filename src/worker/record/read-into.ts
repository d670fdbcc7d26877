import type { NewRows } from '#shared/database/new-rows.ts';
import { type Candidate, Link, type Publication } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import { day } from '#shared/text/durations.ts';
import type { Contents } from '../contents/contents.ts';
import { suggestConcepts } from '../suggest/suggest-concepts.ts';
import { describeChanges, metadataOf } from './describe-changes.ts';
import { describesAbuse } from './distress.ts';
import { editionsSaidBy } from './editions-said.ts';
import { followSource } from './follow-source.ts';
import { keepVersion, lastVersion } from './keep-version.ts';
import type { Recording } from './record-batch.ts';

/** Publications that a plan relies on are read again weekly, others monthly. Days. */
const recheckLinked = 7;
const recheckOthers = 30;

/** What the index shows or filters by, besides the text. */
const indexed = ({ title, summary, publisher, publishedOn, type, region }: Publication) =>
  JSON.stringify([title, summary, publisher, publishedOn, type, region]);

/**
 * Follows a publication's source and keeps what was read of it.
 *
 * @returns whether the index is to hear of it
 */
export async function readInto(
  em: Services['em'],
  rows: NewRows,
  publication: Publication,
  read: { candidate: Candidate; given: Recording; contents: Contents; at: Date },
): Promise<boolean> {
  const { candidate, given, contents, at } = read;
  // What was erased is not read again: its address and hashes are known, and that is all.
  if (publication.takedown === 'erased') return false;
  const last = await lastVersion(em, publication);
  // A page that cannot be had for the moment does not take away the text that was read before.
  if (!given.retrieved && last && publication.readAt) {
    if (given.isGone) publication.goneAt ??= at;
    return false;
  }
  const before = indexed(publication);
  const known = metadataOf(publication);
  followSource(publication, candidate, {
    ...given,
    lastTitle: last?.title ?? null,
    at,
  });
  const isNewText = await keepVersion(em, rows, publication, {
    ...given,
    candidate,
    last,
    contents,
    changes: last ? describeChanges(known, metadataOf(publication), given.vocabulary) : [],
    at,
  });
  publication.editionsSaid = editionsSaidBy(given.retrieved, contents);
  publication.textProblem = given.problem ?? contents.problem;
  publication.language = contents.language ?? publication.language ?? null;
  publication.readAt = given.retrieved ? at : (publication.readAt ?? null);
  const isLinked = !!publication.id && (await em.count(Link, { publication, removedAt: null })) > 0;
  const days = isLinked ? recheckLinked : recheckOthers;
  publication.recheckAt = new Date(at.getTime() + days * day);
  publication.goneAt = null;
  publication.showsGoneText = false;
  if (isNewText) {
    publication.describesAbuse ||= describesAbuse(publication.title, contents.text);
    await suggestConcepts(em, rows, publication, {
      contents,
      vocabulary: given.vocabulary,
      at,
    });
  }
  return isNewText || before !== indexed(publication);
}
