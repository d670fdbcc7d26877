import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import {
  type EntryFieldName,
  entryField,
  entryFieldNames,
} from '#shared/plans/fields/entry-fields.ts';
import type { ShownEntry } from '#shared/plans/list/shown-entry.ts';
import { counted } from '#shared/text/in-words.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { BragRule, Colour } from '../colour.tsx';

/** What stands in the page's heading, or beside another field. */
const saidElsewhere = new Set<EntryFieldName>([
  'text',
  'originalDueOn',
  'ragReason',
  'retiredReason',
]);

/** The date that holds, and always the original one with how often it was put off. */
export const DueDate: FC<{ entry: ShownEntry }> = ({
  entry: { dueOn, originalDueOn, extensions, isOverdue, dueInDays },
}) => (
  <>
    {dueOn ? inWords(dueOn) : 'Not set'}
    {isOverdue && <strong class="cell-more">Overdue</strong>}
    {dueInDays !== null && (
      <strong class="cell-more">
        {dueInDays === 0 ? 'Due today' : `Due in ${counted(dueInDays, 'day')}`}
      </strong>
    )}
    {originalDueOn && (
      <span class="cell-more">
        {originalDueOn === dueOn ? 'as at first' : `at first ${inWords(originalDueOn)}`}
        {extensions > 0 && `, ${counted(extensions, 'extension')}`}
        {extensions === 0 && dueOn && dueOn > originalDueOn && ', put off before it came here'}
      </span>
    )}
  </>
);

/** The colour that counts, and who gave it: the rule, or a person who says why. */
const ColourSaid: FC<{ entry: ShownEntry }> = ({ entry }) => (
  <>
    <Colour rag={entry.colour} />
    {entry.isColourSet && (
      <span class="cell-more">
        Set by a person{entry.ragReason ? `: ${entry.ragReason}` : ', who gave no reason'}.{' '}
        {entry.suggestedRag ? `The rule has ${entry.suggestedRag}.` : 'The rule has none.'}
      </span>
    )}
    {!entry.isColourSet && entry.ragReason && <span class="cell-more">{entry.ragReason}</span>}
    <BragRule />
  </>
);

/** Fields of which more is said than their value. */
const factOf: { [Name in EntryFieldName]?: FC<{ entry: ShownEntry }> } = {
  dueOn: DueDate,
  rag: ColourSaid,
};

/** Fields of the entry, in the order of the table of fields; quiet ones where there is something. */
export const EntryFacts: FC<{ entry: ShownEntry; of: 'progress' | 'the rest' }> = ({
  entry,
  of,
}) => (
  <SummaryList
    rows={entryFieldNames
      .filter((name) => !saidElsewhere.has(name))
      .filter((name) => (entryField(name).askedIn === 'progress') === (of === 'progress'))
      .filter((name) => !entryField(name).isQuiet || entryField(name).inWords(entry[name]) !== null)
      .map((name) => {
        const Fact = factOf[name];
        const { label, inWords } = entryField(name);
        return {
          key: label,
          value: Fact ? <Fact entry={entry} /> : (inWords(entry[name]) ?? 'Not set'),
        };
      })}
  />
);
