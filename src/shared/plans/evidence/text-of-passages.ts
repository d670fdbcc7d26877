import type { EntityManager } from '#shared/database/open-database.ts';
import { Document, Passage, type Publication } from '#shared/entities/index.ts';
import { readText, type Text, type TextPage } from '#shared/text/quotation/read-text.ts';

/** The text of a publication as it was read last, with its documents in their order. */
export interface TextOfPublication {
  documents: Document[];
  text: Text;
}

/** Reads a publication's text for quotations to be looked for in it. */
export async function textOfPassages(
  em: EntityManager,
  publication: Publication | number,
): Promise<TextOfPublication> {
  const documents = await em.find(Document, { publication }, { orderBy: { position: 'asc' } });
  const passages = await em.find(
    Passage,
    { document: { publication } },
    { orderBy: { document: { position: 'asc' }, position: 'asc' } },
  );
  const placeOf = new Map(documents.map(({ id }, at) => [id, at]));
  const pages: TextPage[] = [];
  for (const { document, page, text } of passages) {
    const at = placeOf.get(document.id) ?? 0;
    const last = pages.at(-1);
    const isSame = last?.document === at && last.number === (page ?? null);
    if (last && isSame) last.text += `\n\n${text}`;
    else pages.push({ number: page ?? null, text, document: at });
  }
  return { documents, text: readText(pages) };
}
