import type { MayShow } from '#shared/entities/index.ts';
import type { ChoiceItem } from './choices.tsx';

/** What may be shown, as people choose it: of a source's publications, or of a file that they give. */
export const mayShowItems: (ChoiceItem & { value: MayShow })[] = [
  {
    value: 'link',
    text: 'Title and link only',
    hint: 'The right choice unless a licence allows more. The text is searched, but not shown.',
  },
  {
    value: 'extract',
    text: 'Short extracts',
    hint: 'Summaries and the passages that a search finds.',
  },
  {
    value: 'text',
    text: 'All text',
    hint: 'Only with an open licence, or the publisher’s leave.',
  },
];
