import type { FC } from 'hono/jsx';
import type { MayShow } from '#shared/entities/index.ts';
import { kindInWords } from '#shared/sources/readable-kinds.ts';
import type { SourceView } from '#shared/sources/show-sources.ts';
import { counted } from '#shared/text/in-words.ts';
import { SummaryList } from '../components/summary-list.tsx';
import { expectedRhythm, whenOr } from './source-state.tsx';

const shows: Record<MayShow, string> = {
  text: 'All text',
  extract: 'Short extracts',
  link: 'Title and link only',
};

/** "6 hours", and whether it is the source that wants no more. */
function visits({ intervalHours, restHours }: SourceView['source']): string {
  const [ours, theirs] = [Number(intervalHours), Number(restHours ?? 0)];
  const every = counted(Math.round(Math.max(ours, theirs)), 'hour');
  return theirs > ours ? `${every}, as the source asks` : every;
}

/** What is known of a source, as a list of facts. */
export const SourceFacts: FC<{ view: SourceView }> = ({ view }) => {
  const { source } = view;
  return (
    <SummaryList
      rows={[
        { key: 'Kind', value: kindInWords[source.kind] },
        { key: 'Address', value: <span class="address">{source.url}</span> },
        ...(source.query ? [{ key: 'Question', value: source.query }] : []),
        { key: 'Publisher', value: source.publisher },
        { key: 'Last read', value: whenOr(source.lastSucceededAt, 'Never') },
        { key: 'Last new publication', value: whenOr(source.lastNewAt, 'None yet') },
        { key: 'Failing since', value: whenOr(source.firstFailedAt, 'Not failing') },
        { key: 'Expected rhythm', value: expectedRhythm(source) },
        { key: 'Visited about every', value: visits(source) },
        { key: 'Publications', value: String(view.publications) },
        { key: 'Waiting to be read', value: String(view.pending) },
        { key: 'May be shown', value: shows[source.mayShow as MayShow] },
        { key: 'Licence', value: source.licence ?? 'Not stated' },
        ...(view.regionName ? [{ key: 'Region', value: view.regionName }] : []),
        {
          key: 'First scan',
          value: source.includesFirstScan
            ? 'What it brings is news, and may enter digests'
            : 'What it brings is backlog, and kept out of digests unless chosen',
        },
        ...(source.note ? [{ key: 'Note', value: source.note }] : []),
      ]}
    />
  );
};
