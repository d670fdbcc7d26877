import type { EntityManager } from '#shared/database/open-database.ts';
import type { Document, Publication } from '#shared/entities/index.ts';
import { Invalid } from '#shared/errors.ts';
import { listed } from '#shared/text/in-words.ts';
import { placeAt } from '#shared/text/quotation/find-again.ts';
import { findPlace } from '#shared/text/quotation/find-place.ts';
import { placesOf, type Range, readText, type Text } from '#shared/text/quotation/read-text.ts';
import { textOfPassages } from './text-of-passages.ts';

/** What a person says of where a quotation stands. */
export interface GivenQuotation {
  quote: string | null;
  page: number | null;
  /** The document it was selected in, where that is known. */
  documentId?: number | null;
  /** What stood around it where it was selected: tells equal places apart. */
  before?: string | null;
  after?: string | null;
}

/** Where it stands, and what stands around it. */
export interface QuotationPlace {
  document: Document | null;
  page: number | null;
  before: string | null;
  after: string | null;
}

/** Pages named in a message at most. */
const mostNamed = 5;

const numbersOf = (text: Text, places: Range[]) => [
  ...new Set(places.flatMap(({ from }) => text.pages[text.pageOf[from] ?? 0]?.number ?? [])),
];

const pagesInWords = (numbers: number[]) => {
  const some = numbers.slice(0, mostNamed).map(String);
  const more = numbers.length > mostNamed ? [...some, 'others'] : some;
  return `${numbers.length === 1 ? 'page' : 'pages'} ${listed(more)}`;
};

/** Says why words are not where a person says, and where they are. */
function notThere(text: Text, places: Range[], page: number | null): Invalid {
  const numbers = numbersOf(text, places);
  if (places.length === 0) {
    return new Invalid(
      page === null
        ? 'These words are not in the text that was read. Copy them from the publication exactly, or leave the quotation out'
        : `These words are not on page ${page}, nor anywhere else in the text that was read. Copy them exactly, or leave the quotation out`,
      'quote',
    );
  }
  if (page !== null && numbers.length > 0 && !numbers.includes(page)) {
    return new Invalid(
      `These words are not on page ${page}: they are on ${pagesInWords(numbers)}`,
      'quote',
    );
  }
  return new Invalid(
    numbers.length > 1
      ? `These words are on ${pagesInWords(numbers)}: say which page you mean`
      : 'These words stand in several places. Quote some more of what is around them',
    numbers.length > 1 ? 'page' : 'quote',
  );
}

const inDocument =
  (text: Text, at: number) =>
  ({ from }: Range) =>
    at < 0 || text.pages[text.pageOf[from] ?? 0]?.document === at;

/** Places on a page, or that run on to or from it. */
const onPage =
  (text: Text, page: number | null) =>
  ({ from, to }: Range) =>
    page === null ||
    text.pages[text.pageOf[from] ?? 0]?.number === page ||
    text.pages[text.pageOf[to - 1] ?? 0]?.number === page;

function chosen(text: Text, places: Range[], given: GivenQuotation): Range | null {
  const [only] = places;
  if (places.length < 2) return only ?? null;
  const { quote, before, after, page } = given;
  const found = findPlace(text, {
    quote: quote ?? '',
    before: before ?? '',
    after: after ?? '',
    page,
  });
  if (found && places.some(({ from }) => from === found.place.from)) return found.place;
  // On one page, or where there are no pages, the first is meant: what stands around is kept with it.
  return numbersOf(text, places).length < 2 ? (only ?? null) : null;
}

/**
 * Finds where a quotation stands in a publication's text as it was read last.
 *
 * @throws {Invalid} when it does not stand there, saying where it does
 */
export async function placeOfQuotation(
  em: EntityManager,
  publication: Publication,
  given: GivenQuotation,
): Promise<QuotationPlace> {
  const { quote, page } = given;
  const nothing = { document: null, page, before: null, after: null };
  const { documents, text } = await textOfPassages(em, publication);
  // Nothing could be read: the person has read it elsewhere, and is believed.
  if (text.pages.length === 0) return nothing;
  const inPage = text.pages.find(({ number }) => number === page);
  if (page !== null && !inPage) {
    throw new Invalid(`The publication has no text on page ${page}`, 'page');
  }
  if (!quote) {
    return {
      ...nothing,
      document: page === null ? null : (documents[inPage?.document ?? 0] ?? null),
    };
  }
  const key = readText([{ number: null, text: quote, document: 0 }]).stream;
  const all = placesOf(text, key);
  const at = documents.findIndex(({ id }) => id === given.documentId);
  const here = all.filter(inDocument(text, at));
  const places = (here.length > 0 ? here : all).filter(onPage(text, page));
  const place = chosen(text, places, given);
  if (!place) throw notThere(text, all, page);
  const stands = placeAt(text, place);
  return {
    document: documents[stands.document] ?? null,
    page: stands.page ?? page,
    before: stands.before,
    after: stands.after,
  };
}
