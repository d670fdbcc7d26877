import {
  Assessment,
  DigestChoice,
  type DigestGroup,
  Link,
  Publication,
  PublicationConcept,
  Sighting,
} from '#shared/entities/index.ts';
import { type Standing, standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import {
  addDays,
  inWordsWithoutYear,
  londonDay,
  londonInstant,
  type Week,
} from '#shared/london.ts';
import type { Services } from '#shared/services.ts';

/** One line of a digest, as readers will see it. */
export interface Line {
  publicationId: number;
  group: DigestGroup;
  title: string;
  publisher: string;
  publishedOn: string | null;
  url: string | null;
  /** Only where the source lets it be shown, and never of what describes abuse. */
  summary: string | null;
  meaning: string | null;
  describesAbuse: boolean;
  /** What to know before relying on it, as it is now; empty when it stands well. */
  standing: Standing[];
  /** Why this line is here, as a sentence. */
  why: string;
}

/** A publication of the week that is not in the digest, and why not. */
export interface LeftOut {
  publicationId: number;
  title: string;
  reason: string;
}

export interface Selection {
  lines: Line[];
  leftOut: LeftOut[];
}

const groupOrder: Record<DigestGroup, number> = { decided: 0, discussion: 1, information: 2 };

/** At most two sentences: a digest is read before a meeting, not instead of it. */
function shortened(text: string | null): string | null {
  if (!text) return null;
  const sentences = text.match(/[^.!?]+[.!?]+(?=\s|$)|[^.!?]+$/g) ?? [text];
  const short = sentences.slice(0, 2).join('').trim();
  return short.length > 400 ? `${short.slice(0, 397).replace(/\s+\S*$/, '')} …` : short;
}

const listed = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

interface Known {
  publication: Publication;
  assessment: Assessment | undefined;
  links: Link[];
  concepts: string[];
  sightings: Sighting[];
}

function groupOf({ links, assessment }: Known): DigestGroup {
  if (links.length > 0) return 'decided';
  if (assessment?.meaning || (assessment?.relevance ?? 0) >= 2) return 'discussion';
  return 'information';
}

const bearingVerb = {
  supports: 'supports',
  challenges: 'challenges',
  updates: 'updates',
  example: 'is an example for',
  gap: 'shows a gap in',
} as const;

/** Where it was seen, what was decided, and what it is about: in that order. */
function whyOf({ publication, links, concepts, sightings }: Known): string {
  const places = [...new Set(sightings.map(({ source }) => source.name))];
  const seen = `Seen at ${listed(places.length > 0 ? places : [publication.source.name])} on ${inWordsWithoutYear(londonDay(publication.firstSeenAt))}`;
  const decided =
    links.length > 0
      ? `; linked because it ${listed([...new Set(links.map(({ bearing, entry }) => `${bearingVerb[bearing]} ${entry.ref}`))])}`
      : '; kept by a coordinator';
  const about = concepts.length > 0 ? `. About ${listed(concepts.slice(0, 4))}` : '';
  return `${seen}${decided}${about}.`;
}

function lineOf(known: Known, group: DigestGroup): Line {
  const { publication, assessment } = known;
  return {
    publicationId: publication.id,
    group,
    title: publication.title,
    publisher: publication.publisher,
    publishedOn: publication.publishedOn ?? null,
    url: publication.url ?? null,
    summary: textExitOf(publication).unasked(shortened(publication.summary ?? null)),
    meaning: assessment?.meaning ?? null,
    describesAbuse: publication.describesAbuse === true,
    standing: standingOf(publication),
    why: whyOf(known),
  };
}

function byPublication<T extends { publication: { id: number } }>(rows: T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows)
    found.set(row.publication.id, [...(found.get(row.publication.id) ?? []), row]);
  return found;
}

async function load(em: Services['em'], publications: Publication[]): Promise<Known[]> {
  const publication = { $in: publications.map(({ id }) => id) };
  const assessments = byPublication(await em.find(Assessment, { publication }));
  const links = byPublication(
    await em.find(Link, { publication, removedAt: null }, { populate: ['entry'] }),
  );
  const concepts = byPublication(
    await em.find(
      PublicationConcept,
      { publication },
      { populate: ['concept'], orderBy: { concept: { position: 'asc' } } },
    ),
  );
  const sightings = byPublication(
    await em.find(
      Sighting,
      { publication },
      { populate: ['source'], orderBy: { seenAt: 'asc', id: 'asc' } },
    ),
  );
  return publications.map((one) => ({
    publication: one,
    assessment: assessments.get(one.id)?.[0],
    links: links.get(one.id) ?? [],
    concepts: (concepts.get(one.id) ?? []).map(({ concept }) => concept.label.toLowerCase()),
    sightings: sightings.get(one.id) ?? [],
  }));
}

/**
 * What belongs into the digest of a week: publications that a coordinator kept in that week, and
 * those chosen for it. What came with a source's first scan is backlog, and stays out unless the
 * source or a person lets it in.
 */
export async function selectLines({ em }: Pick<Services, 'em'>, week: Week): Promise<Selection> {
  const from = londonInstant(week.startsOn);
  const to = londonInstant(addDays(week.endsOn, 1));
  const choices = new Map(
    (await em.find(DigestChoice, { week: week.week })).map((choice) => [
      choice.publication.id,
      choice,
    ]),
  );
  const chosenIn = [...choices.values()]
    .filter(({ choice }) => choice === 'in')
    .map(({ publication }) => publication.id);
  const publications = await em.find(
    Publication,
    {
      $or: [
        { status: 'kept', siftedAt: { $gte: from, $lt: to } },
        { id: { $in: chosenIn }, status: 'kept' },
      ],
    },
    { populate: ['source'], orderBy: { publishedOn: 'desc', id: 'desc' } },
  );
  const selection: Selection = { lines: [], leftOut: [] };
  const relevance = new Map<number, number>();
  for (const known of await load(em, publications)) {
    const { publication, assessment } = known;
    const choice = choices.get(publication.id);
    const out = (reason: string) =>
      selection.leftOut.push({ publicationId: publication.id, title: publication.title, reason });
    if (publication.takedown) out('It was taken down.');
    else if (choice?.choice === 'out') out('Left out by a coordinator.');
    else if (publication.isBacklog && choice?.choice !== 'in') {
      out('It came with the first scan of its source, so it is not news.');
    } else {
      selection.lines.push(lineOf(known, choice?.group ?? groupOf(known)));
      relevance.set(publication.id, assessment?.relevance ?? 0);
    }
  }
  const relevanceOf = ({ publicationId }: Line) => relevance.get(publicationId) ?? 0;
  selection.lines.sort(
    (a, b) =>
      groupOrder[a.group] - groupOrder[b.group] ||
      relevanceOf(b) - relevanceOf(a) ||
      (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '') ||
      b.publicationId - a.publicationId,
  );
  return selection;
}
