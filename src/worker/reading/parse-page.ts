import { parseHTML } from 'linkedom';

/** Whether the parser found a page: text without a tag, or damaged beyond that, gives none. */
function isWhole(document: Document): boolean {
  try {
    return document.documentElement?.localName === 'html' && document.body !== null;
  } catch {
    return false;
  }
}

/** Markup as a document that has a root and a body, whatever was given. */
export function parsePage(html: string): Document {
  const document = parseHTML(html).document as unknown as Document;
  if (isWhole(document)) return document;
  const inside = html.replace(/<\/?(?:html|head|body|!doctype)\b[^<>]*>/gi, '');
  return parseHTML(`<!doctype html><html><head></head><body>${inside}</body></html>`)
    .document as unknown as Document;
}
