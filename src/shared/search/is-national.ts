import type { PublicationDocument } from './publication-document.ts';

/** Types that are statutory or national whoever publishes them. */
const nationalTypes = new Set([
  'doc-statutory-guidance',
  'doc-legislation',
  'doc-national-review',
  'doc-inquiry',
  'doc-inspection',
]);

/** Publishers that speak for the nation, guidance and all. */
const nationalPublishers = new Set(['government', 'inspectorate', 'parliament', 'inquiry']);

/**
 * Whether a publication is statutory or national: by its type, or by its publisher. Of a thematic
 * report without a publisher of a known kind it is assumed; partnerships write some of their own.
 */
export function isNational({
  type,
  publisherType,
}: Pick<PublicationDocument, 'type' | 'publisherType'>): boolean {
  if (publisherType && nationalPublishers.has(publisherType)) return true;
  if (type === 'doc-thematic') return !publisherType;
  return type !== null && nationalTypes.has(type);
}
