import { Concept } from '#shared/entities/index.ts';
import { instantInWords, inWords, londonInstant } from '#shared/london.ts';
import type { SearchArea, SearchQuery } from '#shared/search/search-index.ts';
import type { Services } from '#shared/services.ts';
import { lastMeeting } from './last-meeting.ts';
import { findOurArea, nationalRegions, type OurArea } from './our-area.ts';

/** Whose "last visit" is meant. */
export interface Asker {
  lastVisitAt: Date | null;
}

/** What was meant by "since" and "area", for people and programs to read. */
export interface Scope {
  /** From when on; null where nothing was asked, or nothing is known to count from. */
  since: Date | null;
  /** Sentences; empty where neither was asked. */
  words: string[];
}

type Work = Pick<Services, 'em' | 'clock'>;

interface Part {
  query: Partial<SearchQuery>;
  since?: Date;
  words: string[];
}

const none: Part = { query: {}, words: [] };

async function sincePart({ em, clock }: Work, since: string, asker: Asker): Promise<Part> {
  const from = (at: Date, words: string): Part => ({
    query: { seenFrom: at.getTime() },
    since: at,
    words: [words],
  });
  if (since === 'visit') {
    const at = asker.lastVisitAt;
    return at
      ? from(at, `Only what was first seen since your last visit, on ${instantInWords(at)}.`)
      : { query: {}, words: ['You have not been here before: everything is new to you.'] };
  }
  if (since === 'meeting') {
    const last = await lastMeeting(em, clock());
    return last
      ? from(
          last.from,
          `Only what was first seen since the last meeting, on ${inWords(last.heldOn)}.`,
        )
      : { query: {}, words: ['No meeting is noted yet, so nothing is left out.'] };
  }
  return from(londonInstant(since), `Only what was first seen since ${inWords(since)}.`);
}

/** Every area of the country but ours; what is for the whole of it is nobody's. */
async function othersThan(em: Work['em'], { ours }: OurArea): Promise<Partial<SearchQuery>> {
  const regions = await em.find(Concept, { facet: 'region' }, { fields: ['id'] });
  const others = regions
    .map(({ id }) => id)
    .filter((id) => !nationalRegions.has(id) && !ours.regions.includes(id));
  return {
    anyOf: [{ region: others }],
    noneOf: { publisher: ours.publishers },
  };
}

async function areaPart({ em }: Work, areas: SearchArea[]): Promise<Part> {
  const setting = await findOurArea(em);
  if (!setting)
    return {
      query: {},
      words: ['Nobody has said yet which area is ours, so nothing is left out.'],
    };
  const others = areas.includes('others') ? await othersThan(em, setting) : {};
  const { like } = setting;
  const isLike = areas.includes('like');
  return {
    query: {
      ...others,
      anyOf: [
        ...(others.anyOf ?? []),
        ...(isLike ? [{ region: like.regions, publisher: like.publishers }] : []),
      ],
    },
    words:
      isLike && like.regions.length + like.publishers.length === 0
        ? ['Nobody has said yet which areas are like ours.']
        : [],
  };
}

/** A search with what "since" and "area" mean now, for this person. Without words, what is newest here stands first. */
export async function withScope(
  work: Work,
  asked: SearchQuery,
  asker: Asker,
): Promise<{ query: SearchQuery; scope: Scope }> {
  const { since, areas = [] } = asked;
  const ofSince = since ? await sincePart(work, since, asker) : none;
  const ofArea = areas.length > 0 ? await areaPart(work, areas) : none;
  const sort = asked.sort ?? (since && !asked.words.trim() ? 'seen' : undefined);
  return {
    query: { ...asked, ...(sort && { sort }), ...ofSince.query, ...ofArea.query },
    scope: { since: ofSince.since ?? null, words: [...ofSince.words, ...ofArea.words] },
  };
}
