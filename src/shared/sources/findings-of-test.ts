import type { MayShow, SourceTest } from '#shared/entities/index.ts';
import { shownInWords } from './shown-in-words.ts';

/** What programs are told of a test: what was found, and what people would get to see of it. */
export interface Findings extends Omit<SourceTest, 'draft' | 'others'> {
  mayShow: MayShow;
  licence: string | null;
  /** The same two as sentences. */
  shown: string;
}

/** What a test found, in the one shape in which API and command line tell it. */
export function findingsOfTest(
  { draft: _, others: __, ...found }: SourceTest,
  tested: { mayShow: MayShow; licence?: string | null | undefined },
): Findings {
  const { mayShow, licence = null } = tested;
  return { ...found, mayShow, licence, shown: shownInWords({ mayShow, licence }) };
}
