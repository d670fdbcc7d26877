import type { Reason } from './reasons.ts';

/** Phrases that blame or label in one way, with what says it better. */
export interface BlamingRow {
  phrases: readonly string[];
  /** What could stand in their place; null where only a person can tell what happened. */
  better: string | ((found: string) => string) | null;
  why: Reason;
  /**
   * What the words must be said of: of a child (the sentence, or the one before, speaks of one), of
   * a child named before them or at once after, or anything.
   */
  of?: 'child' | 'child-near';
}

const past = /(?:ed|t|id|ade|ent|ook|old|an|ose|ought|id)$/;

/** Words in the form that the words they replace have: "being …", "is …", "was …". */
export const passive =
  (words: string) =>
  (found: string): string => {
    const [first = ''] = found.toLowerCase().split(/\s+/);
    if (/ing$/.test(first)) return `being ${words}`;
    if (first === 'put' || past.test(first)) return `was ${words}`;
    return /s$/.test(first) ? `is ${words}` : `be ${words}`;
  };

/** "went missing" for "absconded": the verb in the form that it had. */
export const wentMissing = (found: string): string => {
  if (/ing$/i.test(found)) return 'going missing';
  if (/ed$/i.test(found)) return 'went missing';
  return /s$/i.test(found) ? 'goes missing' : 'go missing';
};
