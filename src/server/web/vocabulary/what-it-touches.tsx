import type { FC } from 'hono/jsx';
import { counted } from '#shared/text/in-words.ts';
import type { Touched } from '#shared/vocabulary/touched-by.ts';

/** Some names, and how many more there are. */
const some = (names: string[], count: number) =>
  names.length === 0
    ? ''
    : `: ${names.join('; ')}${count > names.length ? `; and ${count - names.length} more` : ''}`;

/** What a change touches, before it is done. */
export const WhatItTouches: FC<{ touched: Touched }> = ({ touched }) => {
  const { publications, suggestions, entries, searches, subscriptions, rules } = touched;
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>
        {counted(publications.count, 'publication')}
        {some(publications.titles, publications.count)}
      </li>
      <li>{counted(suggestions, 'open suggestion')}</li>
      <li>
        {counted(entries.count, 'plan entry', 'plan entries')}
        {some(entries.refs, entries.count)}
      </li>
      <li>
        {counted(searches.count, 'saved search', 'saved searches')}
        {some(searches.names, searches.count)}
        {subscriptions > 0 && `, with mails to ${counted(subscriptions, 'subscriber')}`}
      </li>
      {rules > 0 && <li>{counted(rules, 'rule')} that suggest it</li>}
    </ul>
  );
};
