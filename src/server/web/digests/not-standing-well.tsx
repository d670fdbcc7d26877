import type { FC } from 'hono/jsx';
import { linesToConfirm } from '#shared/digests/lines-to-confirm.ts';
import { asSent, type DigestView } from '#shared/digests/show-digest.ts';
import { standingInWords } from '#shared/entities/standing.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Checkboxes } from '../components/choices.tsx';

/** A draft, or a missed one, which nobody has approved. */
export const isOpenToChange = ({ state }: Pick<DigestView, 'state'>): boolean =>
  state === 'draft' || state === 'missed';

/** Those that do not stand well, each to be ticked: approving with one of them asks first. */
export const NotStandingWell: FC<{
  digest: DigestView;
  confirmed: number[];
  problems: Problem[];
}> = ({ digest, confirmed, problems }) => {
  const lines = isOpenToChange(digest) ? linesToConfirm(asSent(digest).lines) : [];
  return lines.length === 0 ? null : (
    <Checkboxes
      name="confirmed"
      label={
        lines.length === 1
          ? 'One of them does not stand well. Should it go out all the same?'
          : `${lines.length} of them do not stand well. Should these go out all the same?`
      }
      hint="Tick what should. Readers are told how it stands. To leave one out, go back to the digest."
      values={confirmed.map(String)}
      problem={messageFor(problems, 'confirmed')}
      items={lines.map(({ publicationId, title, standing }) => ({
        value: String(publicationId),
        text: title,
        hint: standingInWords(standing),
      }))}
    />
  );
};
