import type { FC } from 'hono/jsx';
import {
  type MissReason,
  missReasonWords,
  type Verdict,
  verdictWords,
} from '#shared/sources/missed/words.ts';
import { Tag } from '../components/messages.tsx';

const colours = { before: 'green', after: 'yellow', missed: 'red' } as const;

/** Verdict and reason in a word or two. */
export const VerdictTag: FC<{ verdict: Verdict; reason: MissReason | null }> = ({
  verdict,
  reason,
}) => (
  <Tag colour={colours[verdict]} isWhole>
    {reason && verdict === 'missed'
      ? `Missed: ${missReasonWords[reason].toLowerCase()}`
      : verdictWords[verdict]}
  </Tag>
);
