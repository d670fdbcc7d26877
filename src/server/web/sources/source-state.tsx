import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { SourceView } from '#shared/sources/show-sources.ts';
import type { Health } from '#shared/sources/source-health.ts';
import { rhythmInWords } from '#shared/text/rhythm.ts';
import { Tag, type TagColour } from '../components/messages.tsx';

const colours: Record<Health['state'], TagColour> = {
  well: 'green',
  waiting: 'yellow',
  scanning: 'blue',
  failing: 'red',
  quiet: 'orange',
  astray: 'orange',
  paused: 'grey',
  ended: 'orange',
  'by-hand': 'grey',
};

/** How a source is, as a tag. */
export const State: FC<{ health: Health }> = ({ health }) => (
  <Tag colour={colours[health.state]}>{health.label}</Tag>
);

/** An instant in words, or what to say where there is none. */
export const whenOr = (at: Date | null | undefined, otherwise: string) =>
  at ? instantInWords(at) : otherwise;

/** How often something new is expected of it, as seen so far. */
export const expectedRhythm = ({ kind, everyDays }: SourceView['source']): string => {
  if (kind === 'manual') return 'None';
  return everyDays ? `About ${rhythmInWords(Number(everyDays))}` : 'Not known yet';
};
