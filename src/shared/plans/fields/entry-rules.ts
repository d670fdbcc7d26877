import type { EntryStatus, PlanEntry } from '#shared/entities/index.ts';
import { suggestedColour } from '../entries/suggested-colour.ts';
import type { EntryChange, EntryFieldName } from './entry-fields.ts';

/** Done, whatever others think of it. */
export const doneStatuses: readonly EntryStatus[] = ['complete', 'embedded'];

/** Closed, and not done: a risk may stay. */
export const closedUndoneStatuses: readonly EntryStatus[] = [
  'cannot be done here',
  'superseded',
  'not accepted',
];

type Values = Pick<
  PlanEntry,
  | 'status'
  | 'rag'
  | 'ragReason'
  | 'dueOn'
  | 'originalDueOn'
  | 'waitsFor'
  | 'waitsOn'
  | 'unmetRisk'
  | 'disposition'
  | 'dispositionReason'
  | 'retiredReason'
>;

export const isDone = ({ status }: Pick<PlanEntry, 'status'>): boolean =>
  doneStatuses.includes(status);

/** Nothing more is to be done about it here, well or not. */
export const isClosed = (entry: Pick<PlanEntry, 'status' | 'retiredReason'>): boolean =>
  isDone(entry) || closedUndoneStatuses.includes(entry.status) || !!entry.retiredReason;

export const isClosedUndone = (entry: Pick<PlanEntry, 'status' | 'retiredReason'>): boolean =>
  isClosed(entry) && !isDone(entry);

/** A rule that holds between fields: when it is looked at, whether it is broken, where that is told. */
interface Rule {
  looksAt: readonly EntryFieldName[];
  field: EntryFieldName;
  message: string;
  /** A tracker of one's own has colours, and seldom a column for why: pages say that none is given. */
  isOnlyAsked?: boolean;
  isBroken(now: Values, was: Values, today: string): boolean;
}

/** What holds between the fields of an entry, for form, API and file. */
const rules: readonly Rule[] = [
  {
    looksAt: ['status', 'waitsFor', 'waitsOn'],
    field: 'waitsFor',
    message: 'Say what it waits for',
    isBroken: ({ status, waitsFor }) => status === 'waits for somebody else' && !waitsFor,
  },
  {
    looksAt: ['status', 'waitsFor', 'waitsOn'],
    field: 'waitsOn',
    message: 'Say for whom it waits',
    isBroken: ({ status, waitsOn }) => status === 'waits for somebody else' && !waitsOn,
  },
  {
    looksAt: ['status', 'retiredReason', 'unmetRisk'],
    field: 'unmetRisk',
    message: 'It is closed and was not done: write down the risk that stays',
    isBroken: (now, was) =>
      isClosedUndone(now) && !now.unmetRisk && (!isClosedUndone(was) || !!was.unmetRisk),
  },
  {
    looksAt: ['rag', 'ragReason', 'status'],
    field: 'ragReason',
    isOnlyAsked: true,
    message: 'The rule has another colour: say why you set this one',
    isBroken: (now, was, today) => {
      const rule = suggestedColour(now, today);
      const isOld = now.rag === was.rag && !was.ragReason && now.status === was.status;
      return !!now.rag && !!rule && now.rag !== rule && !now.ragReason && !isOld;
    },
  },
  {
    looksAt: ['disposition', 'dispositionReason'],
    field: 'dispositionReason',
    message: 'Say why it is not adopted as it stands',
    isBroken: ({ disposition, dispositionReason }) =>
      !!disposition && disposition !== 'adopt' && !dispositionReason,
  },
];

/**
 * The rules between fields that a change would break. What was so before is nobody's fault now, and a
 * new entry of a file is as the file says.
 *
 * @param today "YYYY-MM-DD"
 * @param isOfFile whether a file makes the change, and nobody can be asked
 */
export function brokenRules(
  was: Values,
  change: EntryChange,
  today: string,
  isOfFile = false,
): { field: EntryFieldName; message: string }[] {
  const now: Values = { ...was };
  for (const [name, value] of Object.entries(change))
    if (value !== undefined) Object.assign(now, { [name]: value });
  return rules
    .filter(
      ({ looksAt, isBroken, isOnlyAsked }) =>
        !(isOfFile && isOnlyAsked) &&
        looksAt.some((name) => change[name] !== undefined) &&
        isBroken(now, was, today),
    )
    .map(({ field, message }) => ({ field, message }));
}
