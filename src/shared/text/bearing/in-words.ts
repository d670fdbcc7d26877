import { listed } from '../in-words.ts';
import type { Voice } from './find-bearings.ts';

const names: Record<Voice, string> = {
  words: 'words',
  meaning: 'meaning',
  themes: 'shared themes',
  history: 'what you decided before',
};

/** "Found by words and meaning."; null where no voice is known. */
export const voicesInWords = (voices: readonly Voice[]): string | null =>
  voices.length === 0 ? null : `Found by ${listed(voices.map((voice) => names[voice]))}.`;
