import {
  partsOfText,
  type SaidOfEdition,
  saidOfEditions,
} from '#shared/text/editions/said-of-editions.ts';
import type { Retrieved } from '../connectors/connector.ts';
import type { Contents } from '../contents/contents.ts';

/** Pages of a file that say what it is: what comes behind speaks of its subject. */
const pagesThatSay = 6;
const most = 10;

/** What a publisher says of newer and older editions: in a notice, on the page, on the first pages of a file. */
export function editionsSaidBy(retrieved: Retrieved | null, contents: Contents): SaidOfEdition[] {
  const onPages = retrieved?.documents.flatMap(({ reading }) => reading?.editions ?? []) ?? [];
  const inFiles = contents.documents
    .filter(({ mediaType }) => mediaType !== 'text/html')
    .flatMap(({ body }) =>
      body.slice(0, pagesThatSay).flatMap(({ text }) => saidOfEditions(partsOfText(text))),
    );
  const all = [...(retrieved?.noticeOnEditions ?? []), ...onPages, ...inFiles];
  const once = new Map(all.map((one) => [`${one.other} ${one.words} ${one.url}`, one]));
  return [...once.values()].slice(0, most);
}
