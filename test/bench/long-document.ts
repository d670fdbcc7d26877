import type { Quotation } from '#shared/text/quotation/find-place.ts';
import type { TextPage } from '#shared/text/quotation/read-text.ts';

/** Numbers that come out the same each time (Park and Miller). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const stems =
  'board partner child review practice police school health worker family risk harm plan record meeting finding response visit home carer duty audit case panel chair member advice referral threshold assessment strategy measure outcome lesson training guidance evidence concern decision'.split(
    ' ',
  );
const verbs =
  'should must may did could records shows asks finds expects keeps reviews shares plans tells'.split(
    ' ',
  );
const links = 'of with for in by to from after before about between under'.split(' ');

/** A sentence in the shape of the real ones; with forty nouns, no two are likely the same. */
export function sentence(next: (below: number) => number): string {
  const noun = () => stems[next(stems.length)] ?? '';
  const words = ['the', noun(), verbs[next(verbs.length)] ?? ''];
  for (let left = 3 + next(6); left > 0; left -= 1) {
    words.push('the', noun(), links[next(links.length)] ?? '');
  }
  words.push(noun());
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Sentences as pages of so many paragraphs of five. */
export function asPages(sentences: string[], perPage: number): TextPage[] {
  const pages: TextPage[] = [];
  for (let at = 0; at < sentences.length; at += perPage) {
    const paragraphs: string[] = [];
    for (let from = at; from < Math.min(at + perPage, sentences.length); from += 5) {
      paragraphs.push(sentences.slice(from, Math.min(from + 5, at + perPage)).join(' '));
    }
    pages.push({ number: pages.length + 1, text: paragraphs.join('\n\n'), document: 0 });
  }
  return pages;
}

/** A long document in two states (every tenth sentence edited, every twentieth deleted), and quotations. */
export function longDocument(size: { pages: number; quotations: number }) {
  const next = numbersFrom(17);
  const old = Array.from({ length: size.pages * 25 }, () => sentence(next));
  const now = old.flatMap((text, at) => {
    if (at % 20 === 7) return [];
    return at % 10 === 3 ? [text.replace(' the ', ' each ')] : [text];
  });
  const quotations: Quotation[] = Array.from({ length: size.quotations }, (_, index) => {
    const at = (index * 7) % old.length;
    return { quote: old[at] ?? '', before: old[at - 1] ?? '', after: old[at + 1] ?? '' };
  });
  return { was: asPages(old, 25), now: asPages(now, 28), quotations };
}
