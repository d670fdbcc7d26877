import type { EntityManager } from '#shared/database/open-database.ts';
import { Concept, type Publication } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { type ByPerson, changePublication } from '../database/change-publication.ts';

/** Where a type or region comes from when a person said so: reading again never changes those. */
export const givenByPerson = 'A person gave it.';

/** What a person knows better. What is left out stays as it was. */
export interface Facts {
  title?: string;
  publisher?: string;
  /** "YYYY-MM-DD". */
  publishedOn?: string | null;
  /** Concept ids. */
  type?: string | null;
  region?: string | null;
}

const fields = ['title', 'publisher', 'publishedOn', 'type', 'region'] as const;

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(`${text}T12:00:00Z`).toISOString().startsWith(text);

async function check(em: EntityManager, facts: Facts): Promise<void> {
  if (facts.title !== undefined && !facts.title) throw new Invalid('Enter a title.', 'title');
  if (facts.publisher !== undefined && !facts.publisher) {
    throw new Invalid('Enter a publisher.', 'publisher');
  }
  if (facts.publishedOn && !isDay(facts.publishedOn)) {
    throw new Invalid('Enter a real date.', 'publishedOn');
  }
  for (const facet of ['type', 'region'] as const) {
    const id = facts[facet];
    if (id && !(await em.findOne(Concept, { id, facet }))) {
      throw new Invalid(`The vocabulary has no ${facet} “${id}”.`, facet);
    }
  }
}

function correct(publication: Publication, facts: Facts, changed: (keyof Facts)[]): void {
  if (facts.title) publication.title = facts.title;
  if (facts.publisher && changed.includes('publisher')) {
    publication.publisher = facts.publisher;
    publication.publisherBasis = 'person';
  }
  if (changed.includes('publishedOn')) {
    publication.publishedOn = facts.publishedOn ?? null;
    publication.publishedOnBasis = 'person';
  }
  if (changed.includes('type')) {
    publication.type = facts.type ?? null;
    publication.typeBasis = givenByPerson;
  }
  if (changed.includes('region')) {
    publication.region = facts.region ?? null;
    publication.regionBasis = givenByPerson;
  }
}

/**
 * Corrects what is known of a publication; what a person gave stays when it is read again.
 *
 * @throws {NotFound} | {Invalid}
 */
export async function correctFacts(
  services: Pick<Services, 'em' | 'clock'>,
  given: ByPerson & Facts,
): Promise<void> {
  const facts: Facts = {
    ...given,
    ...(given.title !== undefined && { title: lineOfText(given.title).replace(/\s+/g, ' ') }),
    ...(given.publisher !== undefined && { publisher: lineOfText(given.publisher) }),
  };
  await changePublication(services, given, async (em, publication) => {
    await check(em, facts);
    const known = { ...readFacts(publication) };
    const changed = fields.filter(
      (field) => facts[field] !== undefined && (facts[field] || null) !== known[field],
    );
    if (changed.length === 0) return null;
    const pick = (from: Facts) =>
      Object.fromEntries(changed.map((field) => [field, from[field] || null]));
    const told = { action: 'publication.corrected', before: pick(known), after: pick(facts) };
    correct(publication, facts, changed);
    return told;
  });
}

/** The facts as people see them: a date nobody gave is none. */
const readFacts = (publication: Publication): Facts => ({
  title: publication.title,
  publisher: publication.publisher,
  publishedOn:
    publication.publishedOnBasis === 'first-seen' ? null : (publication.publishedOn ?? null),
  type: publication.type ?? null,
  region: publication.region ?? null,
});
