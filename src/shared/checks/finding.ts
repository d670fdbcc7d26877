/** The kinds of wording that are looked for before anything leaves, and what is said of each. */
export const wordingKinds = {
  blaming: {
    name: 'Blames or labels a child',
    /** To pass it over, a reason is asked. */
    needsReason: true,
  },
  identifying: { name: 'May identify somebody', needsReason: true },
  abbreviation: { name: 'Never spelt out', needsReason: false },
} as const satisfies Record<string, { name: string; needsReason: boolean }>;

export type WordingKind = keyof typeof wordingKinds;

/** One text of a document that is to leave, in the order in which readers meet them. */
export interface WordingText {
  text: string;
  /** The whole of it is somebody else's words: it is marked, and never altered. */
  isQuotation?: boolean;
}

/** Words at fault, and where they stand. */
export interface WordingFinding {
  kind: WordingKind;
  /** Which of the texts, counted from 0. */
  of: number;
  /** Where they stand in it, in UTF-16 units. */
  start: number;
  end: number;
  words: string;
  /** What could stand in their place, as it would read there. None where only a person can tell. */
  better: string | null;
  /** Why, as a sentence. */
  why: string;
  /** They are somebody else's: marked, never altered. */
  isQuoted: boolean;
}

/** What one rule finds in a text, before it is known whose words they are. */
export type FoundWords = Pick<WordingFinding, 'start' | 'end' | 'better' | 'why'>;
