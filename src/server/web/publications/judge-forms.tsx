import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import { personalDataHint } from '#shared/notices.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { setAsideReasons } from '#shared/publications/sift-publications.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Problem } from '../forms.ts';
import { StatusTag } from './publication-line.tsx';
import { reasonLabels } from './wording.ts';

/** The reasons for setting aside, to choose from. */
export const ReasonSelect: FC<{ id: string; label?: string }> = ({
  id,
  label = 'Reason for setting aside',
}) => (
  <Select
    id={id}
    name="reason"
    label={label}
    options={setAsideReasons.map((value) => ({ value, text: reasonLabels[value] }))}
  />
);

const Verdict: FC<{ view: PublicationView }> = ({ view }) => {
  const { status, siftedBy, siftedAt, setAsideReason, setAsideNote } = view;
  return (
    <p class="govuk-body-s">
      {status === 'kept' ? 'Kept' : 'Set aside'}
      {siftedBy && ` by ${siftedBy}`}
      {siftedAt && ` on ${instantInWords(siftedAt)}`}
      {setAsideReason && `: ${reasonLabels[setAsideReason].toLowerCase()}`}.
      {setAsideNote && ` ${setAsideNote}`}
    </p>
  );
};

const JudgeNow: FC<{ view: PublicationView; problem: Problem | undefined }> = ({
  view,
  problem,
}) => (
  <>
    <form method="post" action={`/publications/${view.id}/keep`}>
      <Button>Keep</Button>
    </form>
    <Details summary="Set aside" isOpen={problem !== undefined}>
      <form method="post" action={`/publications/${view.id}/set-aside`} novalidate>
        <ReasonSelect id="reason" label="Reason" />
        <TextInput
          name="note"
          label="Note (optional)"
          hint={personalDataHint}
          problem={problem?.message}
        />
        <Button kind="secondary">Set aside</Button>
      </form>
    </Details>
  </>
);

/** Keep, set aside with a reason, or take a verdict back. */
export const JudgeForms: FC<{
  view: PublicationView;
  canJudge: boolean;
  problem: Problem | undefined;
}> = ({ view, canJudge, problem }) => (
  <section class="panel" id="judge" aria-labelledby="judge-heading">
    <h2 class="govuk-heading-s" id="judge-heading">
      Judgement <StatusTag status={view.status} />
    </h2>
    {view.status !== 'new' && <Verdict view={view} />}
    {canJudge && view.status === 'new' && <JudgeNow view={view} problem={problem} />}
    {canJudge && view.status !== 'new' && (
      <form method="post" action={`/publications/${view.id}/reopen`}>
        <Button kind="secondary">Undo: judge again</Button>
      </form>
    )}
    {!canJudge && view.status === 'new' && (
      <p class="govuk-body-s">A coordinator has yet to judge this publication.</p>
    )}
  </section>
);
