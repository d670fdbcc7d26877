import {
  Assessment,
  Digest,
  type DigestGroup,
  Link,
  Publication,
  PublicationConcept,
  Sighting,
} from '#shared/entities/index.ts';
import { type Standing, standingOf } from '#shared/entities/standing.ts';
import { textExitOf } from '#shared/entities/text-exit.ts';
import { inWordsWithoutYear, londonDay, type Week } from '#shared/london.ts';
import type { Services } from '#shared/services.ts';
import { listed } from '#shared/text/in-words.ts';
import { type LeftOut, namedAs, wentBeforeOf } from './left-out.ts';
import { type Placing, placings } from './placings.ts';
import { isMissed } from './weeks.ts';

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
  /** Why it goes out once more, in a coordinator's words; null the first time. */
  again: string | null;
}

export interface Selection {
  /** What stands in the digest: none in a week that was missed. */
  lines: Line[];
  /** Of a week that was missed: what goes with it if somebody sends it on purpose. */
  ifSent: Line[];
  /** What waits for a later digest. */
  waits: LeftOut[];
  /** What is left out by name. */
  leftOut: LeftOut[];
  /** What was left out of digests that are frozen since: by name there, brought back here. */
  leftOutBefore: LeftOut[];
  /** What went out and was kept anew or changed since: it goes again only if somebody says so. */
  wentBefore: LeftOut[];
}

const groupOrder: Record<DigestGroup, number> = { decided: 0, discussion: 1, information: 2 };

/** At most two sentences: a digest is read before a meeting, not instead of it. */
function shortened(text: string | null): string | null {
  if (!text) return null;
  const sentences = text.match(/[^.!?]+[.!?]+(?=\s|$)|[^.!?]+$/g) ?? [text];
  const short = sentences.slice(0, 2).join('').trim();
  return short.length > 400 ? `${short.slice(0, 397).replace(/\s+\S*$/, '')} …` : short;
}

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

function lineOf(known: Known, { choice, again }: Placing): Line {
  const { publication, assessment } = known;
  return {
    publicationId: publication.id,
    group: choice?.group ?? groupOf(known),
    title: publication.title,
    publisher: publication.publisher,
    publishedOn: publication.publishedOn ?? null,
    url: publication.url ?? null,
    summary: textExitOf(publication).unasked(shortened(publication.summary ?? null)),
    meaning: assessment?.meaning ?? null,
    describesAbuse: publication.describesAbuse === true,
    standing: standingOf(publication),
    why: whyOf(known),
    again,
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

/** The lines of publications, as they are read: by group, what matters most first, then the newest. */
async function composeLines(em: Services['em'], standing: Placing[]): Promise<Line[]> {
  const places = new Map(standing.map((one) => [one.publicationId, one]));
  const publications = await em.find(
    Publication,
    { id: { $in: [...places.keys()] } },
    { populate: ['source'] },
  );
  const relevance = new Map<number, number>();
  const lines = (await load(em, publications)).flatMap((known) => {
    const place = places.get(known.publication.id);
    relevance.set(known.publication.id, known.assessment?.relevance ?? 0);
    return place ? [lineOf(known, place)] : [];
  });
  const relevanceOf = ({ publicationId }: Line) => relevance.get(publicationId) ?? 0;
  return lines.sort(
    (a, b) =>
      groupOrder[a.group] - groupOrder[b.group] ||
      relevanceOf(b) - relevanceOf(a) ||
      (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '') ||
      b.publicationId - a.publicationId,
  );
}

/** Whether a publication waits for a digest after this one, and this is the place to say so. */
const isToldAsWaiting = (one: Placing, week: Week, isNewest: boolean) =>
  one.place === 'waits' &&
  one.week !== week.week &&
  ((one.kind === 'later' && one.choice?.week === week.week) || (isNewest && one.week === null));

/**
 * What stands in the digest of a week: what was kept since the last frozen digest and waits for this
 * one, in order, so that nothing falls between two weeks and nothing stands in two. What came with a
 * source's first scan is backlog, and stays out unless the source or a person lets it in.
 */
export async function selectLines(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  week: Week,
): Promise<Selection> {
  const at = clock();
  const digest = await em.findOne(Digest, { week: week.week }, { disableIdentityMap: true });
  const newer = await em.count(Digest, { week: { $gt: week.week } });
  const all = await placings(em, week, at);
  const isPast = digest !== null && isMissed(digest, at);
  const isFrozen = digest !== null && !isPast && digest.state !== 'draft';
  /** Told here: in its own digest, or on the newest while that has not begun. */
  const isHere = ({ week: place }: Placing) =>
    place === week.week || (place === null && newer === 0);
  const waiting = all.filter(({ place }) => place === 'waits');
  const leftOut = all.filter(({ place }) => place === 'left-out');
  return {
    lines:
      isPast || isFrozen
        ? []
        : await composeLines(
            em,
            waiting.filter((one) => one.week === week.week),
          ),
    ifSent: isPast
      ? await composeLines(
          em,
          waiting.filter(({ from }) => from <= week.week),
        )
      : [],
    waits: waiting
      .filter((one) => isToldAsWaiting(one, week, newer === 0))
      .map(namedAs('It was kept after the digest was frozen.')),
    leftOut: leftOut.filter((one) => !one.isNamed && isHere(one)).map(namedAs('')),
    leftOutBefore: isFrozen || isPast ? [] : leftOut.filter((one) => one.isNamed).map(namedAs('')),
    wentBefore:
      isFrozen || isPast
        ? []
        : await wentBeforeOf(
            em,
            all.filter(({ place }) => place === 'went'),
            week,
          ),
  };
}
