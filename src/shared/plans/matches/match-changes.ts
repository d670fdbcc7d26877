import type { AnswerAtThatTime, MatchLine } from '#shared/entities/index.ts';
import { listed } from '#shared/text/in-words.ts';

const refsOf = (entries: readonly AnswerAtThatTime[]) => listed(entries.map(({ ref }) => ref));

/** What is otherwise with one entry. */
function changeOf(was: AnswerAtThatTime, is: AnswerAtThatTime | undefined): string[] {
  if (!is) return [`${was.ref} is in no plan any more.`];
  return [
    ...(was.text === is.text ? [] : [`${is.ref} says something else.`]),
    ...(was.status === is.status ? [] : [`${is.ref} was ${was.status} and is ${is.status}.`]),
    ...(was.publications === is.publications
      ? []
      : [`${is.ref} had ${was.publications} publications linked and has ${is.publications}.`]),
    ...(is.notedOn && is.notedOn !== was.notedOn ? [`Progress was noted of ${is.ref}.`] : []),
  ];
}

/**
 * What is otherwise than when the line was finished, each as a sentence: of the entries that answered it,
 * and which may answer it now that did not.
 */
export function changesSince(
  was: Pick<MatchLine, 'entries' | 'suggested' | 'atThatTime'>,
  is: Pick<MatchLine, 'suggested'>,
  known: ReadonlyMap<number, AnswerAtThatTime>,
): string[] {
  const then = new Map((was.atThatTime ?? []).map((entry) => [entry.entryId, entry]));
  const chosen = was.entries.flatMap((id) => then.get(id) ?? []);
  const before = new Set([...was.entries, ...was.suggested.map(({ entryId }) => entryId)]);
  const after = new Set(is.suggested.map(({ entryId }) => entryId));
  const fresh = [...after].filter((id) => !before.has(id)).flatMap((id) => known.get(id) ?? []);
  const gone = was.suggested
    .filter(({ entryId }) => !after.has(entryId) && !was.entries.includes(entryId))
    .flatMap(({ entryId }) => then.get(entryId) ?? []);
  return [
    ...chosen.flatMap((entry) => changeOf(entry, known.get(entry.entryId))),
    ...(fresh.length > 0 ? [`${refsOf(fresh)} may answer it now.`] : []),
    ...(gone.length > 0 ? [`${refsOf(gone)} no longer seems to.`] : []),
  ];
}
