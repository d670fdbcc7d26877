import type { FC } from 'hono/jsx';
import type { SiftList } from '#shared/judging/sift/put-by.ts';
import type { ShownCriteria } from '#shared/sift/criteria.ts';
import type { ShownStep } from '#shared/sift/list-steps.ts';
import type { SiftView } from '#shared/sift/show-sift.ts';
import { doneWords } from '#shared/sift/verdicts.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { Problem } from '../../request/forms.ts';
import { addressOf } from '../assets.ts';
import { Details } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { StandingTags } from '../components/standing.tsx';
import { Decide } from './decide.tsx';
import { listIn, type Typed } from './deciding.tsx';
import { Keys } from './keys.tsx';
import { type Place, siftAddress } from './place.ts';
import { Reading } from './reading.tsx';
import type { SiftChoices } from './sift-choices.ts';
import { SiftListing } from './sift-list.tsx';
import { SiftNotes } from './sift-notes.tsx';

export interface SiftPageGiven {
  view: SiftView;
  place: Place;
  choices: SiftChoices;
  criteria: ShownCriteria | null;
  /** What was just decided, to be undone. */
  done: ShownStep | null;
  /** What this person decided before, to be undone too. */
  steps: ShownStep[];
  /** Pairs of publications that are probably the same. */
  duplicates: number;
  problems?: Problem[];
  typed?: Typed | undefined;
}

const UndoForm: FC<{ step: ShownStep; place: Place }> = ({ step, place }) => {
  const [only] = step.publications;
  return (
    <form method="post" action="/sift/undo" class="sift-undo">
      <input type="hidden" name="batch" value={step.batch} />
      <input type="hidden" name="part" value={place.part} />
      <input type="hidden" name="list" value={place.list} />
      <button type="submit" class="link-button">
        Undo
        <span class="govuk-visually-hidden">
          :{' '}
          {step.publications.length === 1
            ? only?.title
            : counted(step.publications.length, 'publication')}
        </span>
      </button>
    </form>
  );
};

const StepWords: FC<{ step: ShownStep }> = ({ step: { verdict, publications } }) => {
  const [only] = publications;
  return (
    <>
      {doneWords[verdict]}:{' '}
      {publications.length === 1 && only ? (
        <>
          <a class="govuk-link" href={publicationAddress(only.id)}>
            {only.title}
          </a>
          <StandingTags standing={only.standing} />
        </>
      ) : (
        counted(publications.length, 'publication')
      )}
    </>
  );
};

/** What was just done, told where it is heard, with the way back. */
const Done: FC<{ done: ShownStep | null; place: Place }> = ({ done, place }) => (
  <div class="sift-done" role="status" id="done">
    {done && (
      <>
        <p class="govuk-body govuk-!-margin-bottom-0">
          <StepWords step={done} />
        </p>
        <UndoForm step={done} place={place} />
      </>
    )}
  </div>
);

const parts = [
  { part: 'new', label: 'New' },
  { part: 'backlog', label: 'From first scans' },
  { part: 'all', label: 'All' },
] as const;

const lists: { list: SiftList; label: string }[] = [
  { list: 'later', label: 'Later' },
  { list: 'assigned', label: 'Assigned' },
  { list: 'mine', label: 'Assigned to me' },
];

const Tab: FC<{ label: string; href: string; isHere: boolean }> = ({ label, href, isHere }) => (
  <li>
    {isHere ? (
      <strong aria-current="page">{label}</strong>
    ) : (
      <a class="govuk-link" href={href}>
        {label}
      </a>
    )}
  </li>
);

const Tabs: FC<{ view: SiftView; place: Place }> = ({ view, place }) => (
  <nav class="parts" aria-label="Which publications">
    <ul class="govuk-list">
      {parts.map(({ part, label }) => (
        <Tab
          label={
            place.part === part && place.list === 'waiting'
              ? `${label} (${view.counts.waiting})`
              : label
          }
          href={siftAddress({ part, list: 'waiting' })}
          isHere={place.list === 'waiting' && place.part === part}
        />
      ))}
      {lists.map(({ list, label }) => (
        <Tab
          label={`${label} (${view.counts[list]})`}
          href={siftAddress({ part: place.part, list })}
          isHere={place.list === list}
        />
      ))}
    </ul>
  </nav>
);

const emptyWords: Record<SiftList, string> = {
  waiting: 'Nothing waits here.',
  later: 'Nothing was put off to the next sift.',
  assigned: 'Nobody was asked to look at anything.',
  mine: 'You were not asked to look at anything.',
};

const Criteria: FC<{ criteria: ShownCriteria | null }> = ({ criteria }) => (
  <section class="sift-criteria" aria-labelledby="criteria-heading">
    <h2 class="govuk-heading-s" id="criteria-heading">
      What we keep
    </h2>
    {criteria ? (
      <p class="govuk-body-s sift-criteria-text">{criteria.text}</p>
    ) : (
      <p class="govuk-body-s">Nobody has written yet what the sub-group keeps.</p>
    )}
    <p class="govuk-body-s">
      <a class="govuk-link" href="/sift/criteria">
        {criteria ? 'Change it, or see what it said before' : 'Write it'}
      </a>
      {' · '}
      <a class="govuk-link" href="/sift/minutes">
        Note the minutes
      </a>
    </p>
  </section>
);

const Steps: FC<{ steps: ShownStep[]; place: Place }> = ({ steps, place }) =>
  steps.length === 0 ? null : (
    <Details summary="What you decided last">
      <ul class="govuk-list sift-steps">
        {steps.map((step) => (
          <li>
            <StepWords step={step} /> <UndoForm step={step} place={place} />
          </li>
        ))}
      </ul>
    </Details>
  );

const Backlog: FC = () => (
  <p class="govuk-body">
    These came with the first scan of their source, so they are not news. Those that are kept stay
    out of digests, unless a coordinator puts them in there or{' '}
    <a class="govuk-link" href="/sources">
      lets the source’s first scan in
    </a>
    .
  </p>
);

const Head: FC<{ given: SiftPageGiven }> = ({ given: { view, place, duplicates, done } }) => (
  <>
    <h1 class="govuk-heading-l govuk-!-margin-bottom-2">Sift</h1>
    <Done done={done} place={place} />
    <Tabs view={view} place={place} />
    {place.part === 'backlog' && place.list === 'waiting' && <Backlog />}
    <p class="govuk-body govuk-!-margin-bottom-2">
      <strong>{counted(view.total, 'publication')}</strong>
      {place.list === 'waiting' ? ' to judge' : ''}
      {duplicates > 0 && (
        <>
          {' · '}
          <a class="govuk-link" href="/duplicates">
            {counted(duplicates, 'pair')} of publications {agreeing(duplicates, 'is', 'are')}{' '}
            probably the same
          </a>
        </>
      )}
    </p>
  </>
);

const Empty: FC<{ place: Place }> = ({ place }) => (
  <p class="govuk-body">
    {emptyWords[place.list]}{' '}
    {place.list === 'waiting' && (
      <>
        New publications appear after each{' '}
        <a class="govuk-link" href="/sources">
          scan
        </a>
        .
      </>
    )}
  </p>
);

/** One place to sift: what waits, one to read, and all that may be decided of it. */
export const SiftPage: FC<SiftPageGiven> = (given) => {
  const { view, place, choices, criteria, steps, problems = [], typed } = given;
  const { current } = view;
  const bulkProblem = problems.find(({ field }) => field === 'publicationIds');
  const next = view.place === null || view.place > 1 ? view.after : null;
  return (
    <Page title={current ? `${current.title} – Sift` : 'Sift'} problems={problems}>
      <div class="sift" id="sift" data-sift={current?.id ?? ''}>
        <Head given={given} />
        <div class="sift-columns">
          <div class="sift-main">
            {current ? (
              <>
                <p class="govuk-body-s sift-steps-through">
                  {view.place !== null && `${view.place} of ${view.total}`}
                  {view.before !== null && (
                    <a
                      class="govuk-link"
                      id="before"
                      href={siftAddress(
                        { ...place, item: view.before, page: undefined, done: undefined },
                        'reading',
                      )}
                    >
                      The one before
                    </a>
                  )}
                  {view.after !== null && (
                    <a
                      class="govuk-link"
                      id="after"
                      href={siftAddress(
                        { ...place, item: view.after, page: undefined, done: undefined },
                        'reading',
                      )}
                    >
                      The next, without judging
                    </a>
                  )}
                </p>
                <Reading item={current} learnedFrom={view.learnedFrom} />
                <Decide given={{ item: current, place, next, choices, typed, problems }} />
              </>
            ) : (
              <Empty place={place} />
            )}
          </div>
          <div class="sift-side">
            <Criteria criteria={criteria} />
            <Keys />
            <Steps steps={steps} place={place} />
            {view.total > 0 && place.list === 'waiting' && (
              <Details summary="How the list is ordered, and when to stop">
                <SiftNotes list={view} />
              </Details>
            )}
            <SiftListing
              view={view}
              place={place}
              ticked={listIn(typed, 'publicationIds') ?? []}
              problem={bulkProblem}
            />
          </div>
        </div>
      </div>
      <script type="module" src={addressOf('sift.js')} />
    </Page>
  );
};
