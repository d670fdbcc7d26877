import { Candidate, type Offer, type Source, type WouldBeStored } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { areDifferentThings } from '#shared/text/different-things.ts';
import type { ConceptTerms } from '#shared/text/vocabulary.ts';
import { hasNoAddress, type Retrieved, type Tools } from '../connectors/connector.ts';
import { connectorFor } from '../connectors/connectors.ts';
import { type Contents, contentsOf } from '../contents/contents.ts';
import { retrievePage } from '../obtaining/retrieve-page.ts';
import { type Fact, regionOf, typeOf } from '../record/facts.ts';
import { firstRecorded } from '../record/first-recorded.ts';
import { findByIdentity, type Identity, identitiesOf } from '../record/identify.ts';

const wordsIn = (text: string) => text.match(/\S+/g)?.length ?? 0;

/** The publication as the worker would have it, or why it cannot be had. */
async function retrieve(
  source: Source,
  offer: Offer,
  tools: Tools,
): Promise<{ retrieved: Retrieved | null; problem: string | null }> {
  const connector = connectorFor(source.kind);
  try {
    if (hasNoAddress(offer.url)) return { retrieved: null, problem: null };
    const retrieved = connector.retrieve
      ? await connector.retrieve(source, offer, tools)
      : await retrievePage(offer, tools);
    return { retrieved, problem: null };
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return { retrieved: null, problem: error.message };
  }
}

function factsOf(
  given: { source: Source; offer: Offer; retrieved: Retrieved | null },
  named: { title: string; publisher: string },
  vocabulary: ConceptTerms[],
): Pick<WouldBeStored, 'type' | 'region'> {
  const { source, offer, retrieved } = given;
  const found = (fact: Fact | null) =>
    fact && {
      concept: fact.value,
      label: vocabulary.find(({ id }) => id === fact.value)?.label ?? fact.value,
      basis: fact.basis,
    };
  const type = typeOf(
    {
      title: named.title,
      documentType: retrieved?.documentType ?? offer.documentType,
      categories: offer.categories,
    },
    vocabulary,
  );
  const said = retrieved?.region;
  const region = said
    ? { value: said.concept, basis: said.basis }
    : regionOf({ ...named, sourceRegion: source.region ?? null }, vocabulary);
  return { type: found(type), region: found(region) };
}

const documentsOf = ({ documents }: Contents): WouldBeStored['documents'] =>
  documents.map(({ title, mediaType, pageCount, pages, problem }) => ({
    title,
    mediaType,
    pageCount,
    words: pages.reduce((sum, { text }) => sum + wordsIn(text), 0),
    problem,
  }));

/** The publication it would be a sighting of: none that the same source offers as another thing. */
async function knownAs(em: Services['em'], source: Source, offer: Offer, identities: Identity[]) {
  const found = await findByIdentity(em, identities);
  if (!found || !source.id) return found;
  const others = await em.find(Candidate, { publication: found, source: source.id });
  return others.some((other) => areDifferentThings(offer, { ...other.offer, key: other.key }))
    ? null
    : found;
}

/**
 * Reads one offered publication as the worker reads it, and says what would be recorded. Nothing is
 * written.
 */
export async function wouldBeStored(
  work: Pick<Services, 'em' | 'clock'>,
  given: { source: Source; offer: Offer; tools: Tools; vocabulary: ConceptTerms[] },
): Promise<WouldBeStored> {
  const { source, offer } = given;
  const at = work.clock();
  const { retrieved, problem } = await retrieve(source, offer, given.tools);
  const offered = { offer, lastOfferedAt: at };
  const contents = contentsOf(offered, retrieved);
  const { publisherBasis: _, ...first } = firstRecorded({ offer, source }, retrieved, at);
  const known = await knownAs(
    work.em.fork(),
    source,
    offer,
    identitiesOf(offered, retrieved, contents),
  );
  return {
    ...first,
    url: first.url ?? (hasNoAddress(offer.url) ? source.url : offer.url),
    ...factsOf({ source, offer, retrieved }, first, given.vocabulary),
    language: contents.language,
    documents: documentsOf(contents),
    problem: problem ?? contents.problem,
    knownAs: known ? { id: known.id, title: known.title } : null,
  };
}
