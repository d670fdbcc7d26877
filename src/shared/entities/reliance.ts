import { type ChangedWords, wordsChanged } from '#shared/text/quotation/changed-words.ts';
import { nameOf } from './people/user.ts';
import type { Link, QuotationFate } from './plans/link.ts';
import { standingOf } from './standing.ts';
import type { TextExit } from './text-exit.ts';

/** What became of a quotation, in words. */
export const fateLabels: Record<QuotationFate, string> = {
  unchanged: 'Unchanged',
  moved: 'Moved',
  edited: 'Edited',
  gone: 'No longer there',
  'cannot-tell': 'Cannot tell',
};

/** Where a link's quotation stands now, and what became of it. */
export interface QuotationPlace {
  /** Null until it was looked for. */
  kind: QuotationFate | null;
  /** The version in which it was looked for last. */
  version: number | null;
  /** When that was found to be so. */
  at: Date | null;
  page: number | null;
  documentId: number | null;
  /** The words that stand there now; null where they may not be shown, or are gone. */
  words: string | null;
  /** The words that changed; null where they did not, or may not be shown. */
  changes: ChangedWords[] | null;
}

/** What a link relies on, as it stands now. */
export interface Reliance {
  place: QuotationPlace;
  /** It changed, or its publication no longer stands well, and nobody has said since that it holds. */
  needsLook: boolean;
  /** Somebody said that it still holds. */
  holds: { at: Date; by: string | null; version: number | null } | null;
  /** What was relied on before it was revised, oldest first. */
  earlier: {
    quote: string | null;
    page: number | null;
    until: Date;
    by: string;
  }[];
}

/** Standing that asks of each link whether it still holds: the publisher's doing, not ours. */
const asksAgain = new Set(['gone', 'withdrawn', 'superseded']);

/** Whether a publication came to stand badly after somebody relied on it, or said that it holds. */
export function stoodBetter({ publication, heldAt, linkedAt }: Link): boolean {
  const since = heldAt ?? linkedAt;
  return standingOf(publication).some(
    ({ kind, at }) => asksAgain.has(kind) && (!at || at > since) && !(heldAt && !at),
  );
}

/** @param exit by which its quotation leaves */
export function relianceOf(link: Link, exit: TextExit): Reliance {
  const isUnchanged = link.fate === 'unchanged' || link.fate === 'moved';
  const quote = exit.inPart(link.quote);
  const words = exit.inPart(link.quoteNow) ?? (isUnchanged ? quote : null);
  const isEdited = link.fate === 'edited' && quote !== null && words !== null;
  return {
    place: {
      kind: link.fate ?? null,
      version: link.checkedVersion ?? null,
      at: link.fateAt ?? null,
      page: link.pageNow ?? null,
      documentId: link.document?.id ?? null,
      words,
      changes: isEdited ? wordsChanged(quote, words) : null,
    },
    needsLook: !link.removedAt && (link.needsLook || stoodBetter(link)),
    holds: link.heldAt
      ? { at: link.heldAt, by: nameOf(link.heldBy), version: link.heldVersion ?? null }
      : null,
    earlier: link.earlier.map(({ quote, page, until, by }) => ({
      quote: exit.inPart(quote),
      page,
      until: new Date(until),
      by,
    })),
  };
}
