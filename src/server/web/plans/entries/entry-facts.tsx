import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import {
  colourWords,
  type EntryFieldName,
  entryField,
  entryFieldNames,
} from '#shared/plans/fields/entry-fields.ts';
import type { ShownEntry } from '#shared/plans/show-plan.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { Colour } from '../plan-pages.tsx';

/** What stands in the page's heading, or beside another field. */
const saidElsewhere = new Set<EntryFieldName>(['text', 'originalDueOn']);

/** Fields of which more is said than their value. */
const factOf: { [Name in EntryFieldName]?: FC<{ entry: ShownEntry }> } = {
  dueOn: ({ entry: { dueOn, originalDueOn } }) => (
    <>
      {dueOn ? inWords(dueOn) : 'Not set'}
      {originalDueOn && originalDueOn !== dueOn && ` (first ${inWords(originalDueOn)})`}
    </>
  ),
  rag: ({ entry }) => (
    <>
      <Colour rag={entry.rag} />
      {entry.suggestedRag && entry.suggestedRag !== entry.rag && (
        <span class="cell-more">
          The due date suggests {colourWords[entry.suggestedRag].toLowerCase()}
        </span>
      )}
    </>
  ),
};

/** Every field of the entry, in the order of the table of fields. */
export const EntryFacts: FC<{ entry: ShownEntry }> = ({ entry }) => (
  <SummaryList
    rows={entryFieldNames
      .filter((name) => !saidElsewhere.has(name))
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
