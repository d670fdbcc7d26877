import type { FC } from 'hono/jsx';
import type { PlaceShown } from '#shared/digests/show-place.ts';
import { setAsideReasons } from '#shared/entities/index.ts';
import { instantInWords, inWords } from '#shared/london.ts';
import { personalDataHint } from '#shared/notices.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { StatusTag } from '../publications/publication-line.tsx';
import { reasonLabels } from '../publications/wording.ts';

/** The reasons for setting aside, to choose from: none is chosen beforehand. */
export const ReasonSelect: FC<{ id: string; label?: string }> = ({
  id,
  label = 'Reason for setting aside',
}) => (
  <Select
    id={id}
    name="reason"
    label={label}
    prompt="Choose a reason"
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

/** Linked or assessed, and yet not kept: that was undone, or it was said to be not relevant. */
const UsedButNotKept: FC<{ view: PublicationView }> = ({ view }) => {
  if (view.status === 'kept' || view.mergedInto) return null;
  const uses = [view.links.length > 0 && 'linked', view.assessment && 'assessed'].filter(Boolean);
  return uses.length === 0 ? null : (
    <p class="govuk-body-s">
      It is {uses.join(' and ')}, but not kept: no digest carries it until it is kept.
    </p>
  );
};

/** Which digests carried it, and where it stands now. */
const DigestPlace: FC<{ view: PublicationView; place: PlaceShown; canJudge: boolean }> = ({
  view,
  place,
  canJudge,
}) => (
  <>
    {place.wentWith.length > 0 && (
      <p class="govuk-body-s">
        In the digest for the week to{' '}
        {place.wentWith.map(({ week, endsOn }, at) => (
          <>
            {at > 0 && ', '}
            <a class="govuk-link" href={`/digests/${week}`}>
              {inWords(endsOn)}
            </a>
          </>
        ))}
        .
      </p>
    )}
    {place.now && (
      <p class="govuk-body-s">
        {place.now}{' '}
        {place.week && (
          <a class="govuk-link" href={`/digests/${place.week}`}>
            See the digest
          </a>
        )}
      </p>
    )}
    {canJudge && view.status === 'kept' && place.wentWith.length > 0 && !place.now && (
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/digests/again?publication=${view.id}`}>
          Send it once more
        </a>
      </p>
    )}
  </>
);

/** Keep, set aside with a reason, or take a verdict back. */
export const JudgeForms: FC<{
  view: PublicationView;
  place: PlaceShown;
  /** A link or an assessment kept it: that is undone exactly. */
  wasKeptByUse: boolean;
  canJudge: boolean;
  problem: Problem | undefined;
}> = ({ view, place, wasKeptByUse, canJudge, problem }) => (
  <section class="panel" id="judge" aria-labelledby="judge-heading">
    <h2 class="govuk-heading-s" id="judge-heading">
      Judgement <StatusTag status={view.status} />
    </h2>
    {view.status !== 'new' && <Verdict view={view} />}
    <UsedButNotKept view={view} />
    <DigestPlace view={view} place={place} canJudge={canJudge} />
    {canJudge && view.status === 'new' && <JudgeNow view={view} problem={problem} />}
    {canJudge && view.status !== 'new' && (
      <form
        method="post"
        action={`/publications/${view.id}/${wasKeptByUse ? 'undo-keeping' : 'reopen'}`}
      >
        <Button kind="secondary">
          {wasKeptByUse ? 'Undo: it was kept by a link or an assessment' : 'Undo: judge again'}
        </Button>
      </form>
    )}
    {!canJudge && view.status === 'new' && (
      <p class="govuk-body-s">A coordinator has yet to judge this publication.</p>
    )}
  </section>
);
