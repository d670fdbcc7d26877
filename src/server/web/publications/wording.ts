import { type Bearing, evidenceWords, type SetAsideReason } from '#shared/entities/index.ts';

/** The words that pages use for what the database keeps in short. */

export const reasonLabels: Record<SetAsideReason, string> = {
  'not-relevant': 'Not relevant',
  duplicate: 'Duplicate',
  'too-thin': 'Too thin',
  'out-of-area': 'Out of area',
  superseded: 'Superseded',
};

export const bearingLabels: Record<Bearing, string> = {
  supports: 'Supports',
  challenges: 'Challenges',
  updates: 'Updates',
  example: 'Example from elsewhere',
  gap: 'Shows a gap',
};

export const relevanceLabels = [
  'Not relevant here',
  'Slightly relevant',
  'Clearly relevant',
  'Directly relevant',
] as const;

export const evidenceLabels: Record<string, string> = evidenceWords;

export const horizonLabels: Record<string, string> = {
  now: 'Now (within 12 months)',
  next: 'Next (1 to 3 years)',
  later: 'Later (3 years or more)',
};

export const dateBasisLabels = {
  source: 'as the source gave it',
  document: 'as the document says',
  person: 'a person gave it',
} as const;

/** Where a document's text comes from, in a word. */
export function kindOfDocument(mediaType: string): string {
  if (mediaType === 'application/pdf') return 'PDF';
  if (mediaType.includes('wordprocessingml')) return 'Word';
  if (mediaType.includes('html')) return 'Web page';
  return mediaType.startsWith('text/') ? 'Text' : 'File';
}

const actionLabels: Record<string, string> = {
  'publication.kept': 'kept it',
  'publication.set-aside': 'set it aside',
  'publication.reopened': 'took the verdict back',
  'publication.put-off': 'put it off until the next sift',
  'publication.assigned': 'assigned it',
  'publication.handed-back': 'handed it back',
  'publication.sift-undone': 'undid what was decided in the sift',
  'publication.assessed': 'assessed it',
  'publication.corrected': 'corrected the facts',
  'publication.restricted': 'restricted it',
  'publication.restored': 'lifted the restriction',
  'publication.erased': 'erased its text',
  'publication.merged': 'merged it with',
  'publication.kept-apart': 'kept it apart from',
  'publication.merge-undone': 'took back the decision about',
  'publication.gone-text-shown': 'decided that its text may be shown',
  'publication.gone-text-hidden': 'decided that its text stays hidden',
  'suggestion.accepted': 'accepted the suggestion',
  'suggestion.rejected': 'rejected the suggestion',
  'concept.added': 'added the theme',
  'concept.removed': 'removed the theme',
  'tag.added': 'added the tag',
  'tag.removed': 'removed the tag',
};

const fieldLabels: Record<string, string> = {
  title: 'title',
  publisher: 'publisher',
  publishedOn: 'date',
  type: 'document type',
  region: 'region',
  relevance: 'relevance',
  evidenceStrength: 'evidence',
  impact: 'impact',
  horizon: 'horizon',
  meaning: 'what this means here',
};

const shown = (value: unknown) =>
  value === null || value === undefined ? 'nothing' : `“${value}”`;

/** What a line of the history says: "kept it", "corrected the facts (title: from “A” to “B”)". */
export function actionInWords(line: {
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}): string {
  const what = actionLabels[line.action] ?? line.action.replace(/[.-]/g, ' ');
  const label = line.after?.label ?? line.before?.label;
  if (typeof label === 'string') return `${what} “${label}”`;
  const changes = Object.keys(line.after ?? {})
    .filter((field) => fieldLabels[field])
    .map(
      (field) =>
        `${fieldLabels[field]} from ${shown(line.before?.[field])} to ${shown(line.after?.[field])}`,
    );
  return changes.length > 0 ? `${what}: ${changes.join('; ')}` : what;
}
