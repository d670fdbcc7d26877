import type { FC } from 'hono/jsx';
import type { DigestView } from '#shared/digests/show-digest.ts';
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
