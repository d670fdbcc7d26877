import type { MayShow } from './gathering/source.ts';
import type { Publication } from './library/publication.ts';
import { mayShowOf } from './may-show-of.ts';

/** What decides whether text of a publication may leave: the publication, or a row of its columns. */
export interface ExitFacts {
  /** What its source allows, or whoever added it. */
  mayShow: MayShow;
  isGone: boolean;
  showsGoneText: boolean;
  isTakenDown: boolean;
  describesAbuse: boolean;
}

type Kept<T> = T | null | undefined;

/**
 * The one way by which text of a publication leaves the program. Each kind of text has its door, which
 * gives the text back or null; whatever shows, sends or exports text takes it through one of them, at
 * the moment of showing, also what was frozen before.
 */
export interface TextExit {
  /** All text, extracts, or title and link alone: for the sentences around it. */
  readonly mayShow: MayShow;
  /** Whole documents and what changed in them. */
  inFull<T>(text: Kept<T>): T | null;
  /** Summaries, quotations, passages. */
  inPart<T>(text: Kept<T>): T | null;
  /** The same where nobody can be asked first: in mails and feeds nothing of what describes abuse. */
  unasked<T>(text: Kept<T>): T | null;
  /** What its publisher or source says about it: change notes, explanations, where a fact comes from. */
  said<T>(text: Kept<T>): T | null;
  /** Single words of it, as the reason for a suggestion. */
  words(words: string[]): string[];
}

export function textExit(facts: ExitFacts): TextExit {
  const mayShow = mayShowOf(facts);
  const { isTakenDown, describesAbuse } = facts;
  const door =
    (isOpen: boolean) =>
    <T>(text: Kept<T>): T | null =>
      isOpen ? (text ?? null) : null;
  return {
    mayShow,
    inFull: door(mayShow === 'text'),
    inPart: door(mayShow !== 'link'),
    unasked: door(mayShow !== 'link' && !describesAbuse),
    said: door(!isTakenDown),
    words: (words) => (isTakenDown ? [] : words),
  };
}

/** The exit of a publication. @throws when its source was not loaded with it: nothing leaves by mistake */
export function textExitOf(publication: Publication): TextExit {
  const { source, goneAt, showsGoneText, takedown, describesAbuse } = publication;
  if (!source?.mayShow)
    throw new Error(`the source of publication ${publication.id} is not loaded`);
  return textExit({
    mayShow: publication.mayShow ?? source.mayShow,
    isGone: !!goneAt,
    showsGoneText,
    isTakenDown: !!takedown,
    describesAbuse,
  });
}
