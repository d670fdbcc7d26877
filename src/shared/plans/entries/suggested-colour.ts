import type { BragColour, PlanEntry } from '#shared/entities/index.ts';
import { daysBetween } from '#shared/london.ts';

/** Days before the due date from which an entry that has not begun is worth a look. */
const soon = 60;

type Seen = Pick<PlanEntry, 'status' | 'dueOn' | 'originalDueOn'> & {
  retiredReason?: string | null | undefined;
};

interface Line {
  colour: BragColour | null;
  /** The line of the rule, as pages state it. */
  words: string;
  holds(entry: Seen, today: string): boolean;
}

const hasNotBegun = ({ status }: Seen) => status === 'not started' || status === 'not said yet';

/** The rule of colours: the first line that holds. */
export const bragRule: readonly Line[] = [
  {
    colour: 'Blue',
    words: 'complete or embedded',
    holds: ({ status }) => status === 'complete' || status === 'embedded',
  },
  {
    colour: null,
    words: 'superseded, not accepted, cannot be done here, retired, or without a due date',
    holds: ({ status, dueOn, retiredReason }) =>
      ['superseded', 'not accepted', 'cannot be done here'].includes(status) ||
      !!retiredReason ||
      !dueOn,
  },
  {
    colour: 'Red',
    words: 'past its due date',
    holds: ({ dueOn }, today) => !!dueOn && dueOn < today,
  },
  {
    colour: 'Amber',
    words: `its date was extended, it waits for somebody else, or it has not begun and is due within ${soon} days`,
    holds: (entry, today) =>
      (!!entry.originalDueOn && !!entry.dueOn && entry.dueOn > entry.originalDueOn) ||
      entry.status === 'waits for somebody else' ||
      (hasNotBegun(entry) && !!entry.dueOn && daysBetween(today, entry.dueOn) < soon),
  },
  { colour: 'Green', words: 'everything else', holds: () => true },
];

/**
 * The colour that the rule gives (Blue complete, Green on track, Amber slipping, Red off track). A
 * person may set another, and says why: theirs is never replaced.
 *
 * @param today "YYYY-MM-DD"
 */
export const suggestedColour = (entry: Seen, today: string): BragColour | null =>
  bragRule.find(({ holds }) => holds(entry, today))?.colour ?? null;
