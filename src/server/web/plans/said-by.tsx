import type { FC } from 'hono/jsx';
import { inWords, londonDay } from '#shared/london.ts';

/** Who said something here, and when. */
export const SaidBy: FC<{ by: string | null; at: Date; on?: string | null }> = ({ by, at, on }) => (
  <span class="quiet">
    {by ?? 'somebody who has left'}, {inWords(londonDay(at))}
    {on && on !== londonDay(at) && `, of ${inWords(on)}`}
  </span>
);
