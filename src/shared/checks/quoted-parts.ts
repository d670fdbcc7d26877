/** Pairs of marks between which other people's words stand. A single straight mark is also an apostrophe. */
const pairs = [
  /“[^”]*(?:”|$)/gu,
  /«[^»]*(?:»|$)/gu,
  /‘(?:[^’]|’(?=\p{L}))*(?:’|$)/gu,
  /"[^"]*(?:"|$)/gu,
  /(?<![\p{L}\p{N}])'(?=\S)(?:[^'\n]|'(?=\p{L}))*?\S'(?![\p{L}\p{N}])/gu,
  /^[ \t]*>.*$/gmu,
];

/** A part of a text: from the first unit to the one after the last. */
export interface Part {
  start: number;
  end: number;
}

/** The parts of a text that are quotations, by their marks, or as lines that begin with ">". */
export function quotedParts(text: string): Part[] {
  return pairs.flatMap((pair) =>
    Array.from(text.matchAll(pair), ({ 0: { length }, index }) => ({
      start: index,
      end: index + length,
    })),
  );
}

export const isWithin = ({ start, end }: Part, parts: readonly Part[]): boolean =>
  parts.some((part) => part.start <= start && end <= part.end);
