import { diffArrays, diffWordsWithSpace } from 'diff';
import type { Capture, MayShow } from '#shared/entities/index.ts';
import { Publication, Version } from '#shared/entities/index.ts';
import { type NamedPublication, namedPublication } from '#shared/entities/shown-link.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';

/** A stretch of a paragraph: as it was, taken out, or put in. */
export interface ChangedStretch {
  text: string;
  change: 'same' | 'removed' | 'added';
}

/** A paragraph that changed, with where it stands. */
export interface ChangedParagraph {
  document: string;
  page: number | null;
  stretches: ChangedStretch[];
}

export interface VersionView {
  publication: NamedPublication & { url: string | null };
  number: number;
  readAt: Date;
  httpStatus: number | null;
  hash: string;
  title: string;
  /** What changed, in the publisher's words and ours. */
  changeNote: string | null;
  /** How each document was had; empty where the first release read it. */
  captures: (Capture & { url: string | null })[];
  /** Null for the first version. */
  before: { number: number; readAt: Date; title: string } | null;
  latest: number;
  mayShow: MayShow;
  added: number;
  removed: number;
  /** Null where the text may not be shown; the counts stand. */
  changes: ChangedParagraph[] | null;
  /** There were more changes than are shown. */
  isCut: boolean;
}

interface Paragraph {
  document: string;
  page: number | null;
  text: string;
}

/** Changes shown at most: a rewritten review is better read whole. */
const mostChanges = 200;
/** Longer paragraphs are shown as removed and added, without looking for words in common. */
const longestCompared = 20_000;
/** Milliseconds a comparison may take. */
const patience = 3000;

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

function paragraphsOf(version: Version | null): Paragraph[] {
  return (version?.content ?? []).flatMap(({ title, pages }) =>
    pages.flatMap(({ number, text }) =>
      text
        .split(/\n{2,}/)
        .map(squeezed)
        .filter(Boolean)
        .map((paragraph) => ({ document: title, page: number, text: paragraph })),
    ),
  );
}

function withinParagraph(from: string, to: string): ChangedStretch[] {
  const whole: ChangedStretch[] = [
    { text: from, change: 'removed' },
    { text: to, change: 'added' },
  ];
  if (from.length + to.length > longestCompared) return whole;
  const parts = diffWordsWithSpace(from, to, { timeout: patience });
  if (!parts) return whole;
  const same = parts.filter((part) => !part.added && !part.removed);
  // Two paragraphs that share little but small words are not one that was edited.
  const shared = same.reduce((sum, { value }) => sum + value.trim().length, 0);
  if (shared < Math.min(from.length, to.length) / 3) return whole;
  return parts.map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }));
}

/** Pairs what was taken out with what was put in at the same place. */
function changesBetween(before: Paragraph[], after: Paragraph[]): ChangedParagraph[] {
  const parts = diffArrays(before, after, {
    comparator: (a, b) => a.text === b.text,
    timeout: patience,
  });
  return (parts ?? []).flatMap((part, at, all) => {
    if (part.removed) {
      const next = all[at + 1];
      return pairedChanges(part.value, next?.added ? next.value : []);
    }
    // What was put in where something was taken out is paired with that already.
    return part.added && !all[at - 1]?.removed ? pairedChanges([], part.value) : [];
  });
}

/** The first paragraph taken out with the first put in, and so on; what is over stands alone. */
function pairedChanges(removed: Paragraph[], added: Paragraph[]): ChangedParagraph[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, at) => {
    const [from, to] = [removed[at], added[at]];
    const { document, page } = (to ?? from) as Paragraph;
    return { document, page, stretches: stretchesOf(from, to) };
  });
}

function stretchesOf(from: Paragraph | undefined, to: Paragraph | undefined): ChangedStretch[] {
  if (from && to) return withinParagraph(from.text, to.text);
  return [{ text: (from ?? to)?.text ?? '', change: from ? 'removed' : 'added' }];
}

/**
 * One version of a publication and what changed since the one before, paragraph by paragraph.
 *
 * @throws {NotFound}
 */
export async function showVersion(
  { em }: Pick<Services, 'em'>,
  given: { publicationId: number; number: number },
): Promise<VersionView> {
  const publication = await em.findOne(Publication, given.publicationId, { populate: ['source'] });
  if (!publication) throw new NotFound('publication', given.publicationId);
  const versions = await em.find(
    Version,
    { publication, number: { $in: [given.number - 1, given.number] } },
    { populate: ['content'] },
  );
  const version = versions.find(({ number }) => number === given.number);
  if (!version) throw new NotFound('version', given.number);
  const before = versions.find(({ number }) => number === given.number - 1) ?? null;
  const exit = textExitOf(publication);
  const all = before ? changesBetween(paragraphsOf(before), paragraphsOf(version)) : [];
  const has = (change: ChangedStretch['change']) =>
    all.filter(({ stretches }) => stretches.some((stretch) => stretch.change === change)).length;
  return {
    publication: { ...namedPublication(publication), url: publication.url ?? null },
    number: version.number,
    readAt: version.readAt,
    httpStatus: version.httpStatus ?? null,
    hash: version.hash,
    title: version.title,
    changeNote: exit.said(version.changeNote),
    captures: (version.content ?? []).flatMap(({ url, capture }) =>
      capture ? [{ url, ...capture }] : [],
    ),
    before: before && { number: before.number, readAt: before.readAt, title: before.title },
    latest: publication.versionNumber,
    mayShow: exit.mayShow,
    added: has('added'),
    removed: has('removed'),
    changes: exit.inFull(all.slice(0, mostChanges)),
    isCut: all.length > mostChanges,
  };
}
