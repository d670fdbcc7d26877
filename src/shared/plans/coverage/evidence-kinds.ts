/** Kinds of evidence that a chair asks about, each some of the types of the vocabulary. */
export const evidenceKinds = [
  { key: 'reviews', label: 'Reviews and inspections' },
  { key: 'research', label: 'Research and evaluation' },
  { key: 'guidance', label: 'Guidance and law' },
  { key: 'figures', label: 'Statistics' },
  { key: 'practice', label: 'Practice, plans and papers' },
  { key: 'news', label: 'News and events' },
  { key: 'other', label: 'Not said' },
] as const;

export type EvidenceKind = (typeof evidenceKinds)[number]['key'];

const kindOfType: Record<string, EvidenceKind> = {
  'doc-lcspr': 'reviews',
  'doc-rapid-review': 'reviews',
  'doc-national-review': 'reviews',
  'doc-inquiry': 'reviews',
  'doc-inspection': 'reviews',
  'doc-thematic': 'reviews',
  'doc-scrutiny': 'practice',
  'doc-research': 'research',
  'doc-evaluation': 'research',
  'doc-statutory-guidance': 'guidance',
  'doc-guidance': 'guidance',
  'doc-legislation': 'guidance',
  'doc-consultation': 'guidance',
  'doc-statistics': 'figures',
  'doc-toolkit': 'practice',
  'doc-strategy': 'practice',
  'doc-briefing': 'practice',
  'doc-news': 'news',
  'doc-event': 'news',
};

/** What kind of evidence a publication of this type is; types of a later vocabulary are not known. */
export const evidenceKindOf = (type: string | null | undefined): EvidenceKind =>
  kindOfType[type ?? ''] ?? 'other';

/** What may be wrong with the evidence for an entry, the worst first. */
export const coverageGaps = {
  none: 'Nothing linked',
  challenged: 'Challenged and unanswered',
  withdrawn: 'Relies on something withdrawn, gone or superseded',
  'news only': 'Only news behind it',
  old: 'Nothing behind it newer than three years',
  silent: 'Nothing new for twelve months',
} as const;

export type CoverageGap = keyof typeof coverageGaps;
export const coverageGapNames = Object.keys(coverageGaps) as CoverageGap[];
