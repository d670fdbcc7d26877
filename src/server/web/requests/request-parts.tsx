import type { FC } from 'hono/jsx';
import type { RequestPart } from '#shared/publications/show-request.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Tag, type TagColour } from '../components/messages.tsx';

const states: Record<RequestPart['state'], { words: string; colour: TagColour }> = {
  waiting: { words: 'Waiting', colour: 'grey' },
  running: { words: 'Being read', colour: 'blue' },
  done: { words: 'In the library', colour: 'green' },
  failed: { words: 'Could not be read', colour: 'red' },
};

const Part: FC<{ part: RequestPart }> = ({ part }) => {
  const { id, state, url, title, reason, publication } = part;
  const called = publication?.title ?? title ?? url ?? 'A file';
  // A mail is done when its links are asked for: it is in no library.
  const isInLibrary = state === 'done' && publication !== null;
  const { words, colour } =
    state === 'done' && !isInLibrary ? { words: 'Done', colour: 'green' as const } : states[state];
  return (
    <li>
      <a
        class="govuk-link address"
        href={publication ? publicationAddress(publication.id) : `/requests/${id}`}
      >
        {called}
      </a>{' '}
      <Tag colour={colour}>{words}</Tag>
      {reason && <span class="cell-more">{reason}</span>}
      {state === 'failed' && url && called !== url && <span class="cell-more address">{url}</span>}
    </li>
  );
};

/** Addresses and files that were asked for, each with what came of it. */
export const RequestParts: FC<{ parts: RequestPart[] }> = ({ parts }) => (
  <ul class="govuk-list govuk-list--spaced">
    {parts.map((part) => (
      <Part part={part} />
    ))}
  </ul>
);
