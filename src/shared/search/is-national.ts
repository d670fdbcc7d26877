import type { PublicationDocument } from './search-index.ts';

/** Document types that bind, or speak for, the whole country. */
const nationalTypes: ReadonlySet<string> = new Set([
  'doc-statutory-guidance',
  'doc-legislation',
  'doc-national-review',
  'doc-inquiry',
  'doc-inspection',
  'doc-thematic',
]);

/** Whether a publication counts as statutory or national, for those who ask for these first. */
export const isNational = ({ type }: Pick<PublicationDocument, 'type'>): boolean =>
  type !== null && nationalTypes.has(type);
