import { alikeAround, clearBest } from './choose-place.ts';
import { placesOf, type Range, readText, type Text } from './read-text.ts';

/** Words taken from a document, with what stood around them there. */
export interface Quotation {
  quote: string;
  before: string;
  after: string;
  /** The page it was taken from, where that is known. */
  page?: number | null;
}

/** Where a quotation stands in the text it was taken from. */
export interface FoundPlace {
  place: Range;
  /** All places that have its words, its own among them. */
  others: Range[];
}

/** A quotation with what stood around it, as a text by itself: what is known where the whole is not. */
export const extractOf = ({ quote, before, after, page }: Quotation): Text =>
  readText([before, quote, after].map((text) => ({ number: page ?? null, text, document: 0 })));

/** Where words stand in a text; null where they do not, or where it could be several places. */
export function findPlace(text: Text, quotation: Quotation): FoundPlace | null {
  const words = readText([{ number: null, text: quotation.quote, document: 0 }]);
  if (words.tokens.length === 0) return null;
  const others = placesOf(text, words.stream);
  const onPage = others.filter(
    ({ from, to }) =>
      quotation.page == null ||
      text.pages[text.pageOf[from] ?? 0]?.number === quotation.page ||
      text.pages[text.pageOf[to - 1] ?? 0]?.number === quotation.page,
  );
  const places = onPage.length > 0 ? onPage : others;
  const [only] = places;
  if (places.length < 2) return only ? { place: only, others } : null;
  const extract = extractOf(quotation);
  const from = readText([{ number: null, text: quotation.before, document: 0 }]).tokens.length;
  const here = { from, to: from + words.tokens.length };
  const best = clearBest(
    places.map((place, at) => ({ at, score: alikeAround(extract, here, text, place) })),
  );
  const place = best === null ? undefined : places[best];
  return place ? { place, others } : null;
}
