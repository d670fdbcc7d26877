import { commonWords } from './common-words.ts';
import { keysOf } from './likeness.ts';
import { type Range, readText, type Text, wordsAt } from './read-text.ts';

/** A stretch of words that stayed, was taken out or was put in. */
export interface ChangedWords {
  kind: 'same' | 'removed' | 'added';
  words: string;
}

/** The words of one place as they became those of another, in reading order. */
export function changedWords(was: Text, place: Range, now: Text, newPlace: Range): ChangedWords[] {
  const changes: ChangedWords[] = [];
  const put = (kind: ChangedWords['kind'], text: Text, from: number, to: number) => {
    if (to > from) changes.push({ kind, words: wordsAt(text, { from, to }) });
  };
  let { from: old } = place;
  let { from: current } = newPlace;
  /** Where the stretch begins that stays, up to `current`. */
  let same = current;
  const common = commonWords(keysOf(was, place), keysOf(now, newPlace));
  const end: [number, number] = [place.to - place.from, newPlace.to - newPlace.from];
  for (const [oldAt, at] of [...common, end]) {
    const [nextOld, next] = [place.from + oldAt, newPlace.from + at];
    if (nextOld !== old || next !== current) {
      put('same', now, same, current);
      put('removed', was, old, nextOld);
      put('added', now, current, next);
      same = next;
    }
    [old, current] = [nextOld + 1, next + 1];
  }
  put('same', now, same, newPlace.to);
  return changes;
}

/** The same of two pieces of text by themselves. */
export function wordsChanged(was: string, now: string): ChangedWords[] {
  const [before, after] = [was, now].map((text) =>
    readText([{ number: null, text, document: 0 }]),
  ) as [Text, Text];
  const whole = ({ tokens }: Text) => ({ from: 0, to: tokens.length });
  return changedWords(before, whole(before), after, whole(after));
}
