import type { FC } from 'hono/jsx';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { instantInWords } from '#shared/london.ts';
import { counted } from '#shared/text/in-words.ts';
import { Tag, type TagColour } from '../components/messages.tsx';

const states: Record<DigestView['state'], { text: string; colour: TagColour }> = {
  draft: { text: 'Draft', colour: 'grey' },
  approved: { text: 'Approved', colour: 'blue' },
  sending: { text: 'Being sent', colour: 'yellow' },
  sent: { text: 'Sent', colour: 'green' },
  missed: { text: 'Missed', colour: 'orange' },
};

/** How far a digest has come, as a tag. */
export const State: FC<{ state: DigestView['state'] }> = ({ state }) => (
  <Tag colour={states[state].colour}>{states[state].text}</Tag>
);

/** What has become of a digest, or will, as sentences. */
export const whatHappensNext = (digest: DigestView, isOver: boolean): string => {
  const { state, subscribers, deliveries } = digest;
  if (state === 'sent') {
    return `Sent to ${counted(deliveries.sent, 'subscriber')}${digest.sentAt ? ` on ${instantInWords(digest.sentAt)}` : ''}.`;
  }
  if (state === 'sending')
    return `Being sent: ${deliveries.sent} handed over, ${deliveries.waiting} still to go.`;
  if (state === 'missed')
    return 'Its Monday passed without it being sent. What was kept for it stands in the next digest. It is not sent late by itself; you can send it on purpose, and then what it takes leaves the next one.';
  if (state === 'approved')
    return `Approved and frozen. It will be sent on ${instantInWords(digest.sendAt)} to ${counted(subscribers, 'subscriber')}.`;
  if (isOver)
    return 'The week is over and the digest is not approved. Until it is, it is not sent.';
  return `It follows the library until it is approved. If it is approved in time, it goes out on ${instantInWords(digest.sendAt)} to ${counted(subscribers, 'subscriber')}.`;
};
