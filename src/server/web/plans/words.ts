import type { Bearing, BragColour } from '#shared/entities/index.ts';
import { counted } from '#shared/text/in-words.ts';
import type { TagColour } from '../components/messages.tsx';

/** How a publication bears on an entry, in words that need no explaining. */
export const bearingWords: Record<Bearing, { text: string; hint: string }> = {
  supports: { text: 'Supports', hint: 'It backs what the entry sets out to do.' },
  challenges: { text: 'Challenges', hint: 'It casts doubt on it, or shows that it may not work.' },
  updates: {
    text: 'Updates',
    hint: 'Law, guidance or figures that the entry relies on have changed.',
  },
  example: { text: 'Example', hint: 'It shows how another area did it.' },
  gap: { text: 'Gap', hint: 'It shows something that the entry leaves out.' },
};

export const colourOf: Record<BragColour, TagColour> = {
  Blue: 'blue',
  Green: 'green',
  Amber: 'orange',
  Red: 'red',
};

/** Said where nothing is linked: an absence here is no judgement of the work. */
export const nothingLinked = 'No publication linked. This says nothing about delivery.';

export const publicationsInWords = (count: number) => counted(count, 'publication');
