import type { FC } from 'hono/jsx';
import type { PlaceShown } from '#shared/digests/show-place.ts';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import type { Standing as Known } from '#shared/entities/standing.ts';
import type { CurrentUser } from '#shared/people/current-user.ts';
import { may } from '#shared/people/permissions.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { listed, quoted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText, WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { StandingTags } from '../components/standing.tsx';
import { OnRequest } from '../search/search-results.tsx';
import { JudgeForms } from '../sift/judge-forms.tsx';
import { AssessmentSection } from './assessment.tsx';
import { Documents } from './publication-documents.tsx';
import { PublicationFacts } from './publication-facts.tsx';
import { dateInWords } from './publication-line.tsx';
import { LinkedEntries } from './publication-links.tsx';
import { PublicationRecord } from './publication-record.tsx';
import { type ConceptChoices, Tags, Themes } from './themes-and-tags.tsx';

interface Given {
  user: CurrentUser;
  view: PublicationView;
  place: PlaceShown;
  /** What may be a newer or older edition of it. */
  editions: (NamedPublication & { isNewer: boolean })[];
  wasKeptByUse: boolean;
  choices: ConceptChoices[];
  /** The tag of how the assessment is. */
  seenAssessment: string;
  problems?: Problem[];
  /** What was typed into the form that has mistakes. */
  typed?: Record<string, string> | undefined;
}

/** A standing with what only this page says of it: who took it down and why, what of its text is shown. */
function inFull({ kind, words }: Known, { takedown, showsGoneText }: PublicationView): string {
  if (kind === 'gone') {
    return `${words} ${showsGoneText ? 'A coordinator decided that its text may still be shown.' : 'Its text is hidden until a coordinator decides.'}`;
  }
  if (takedown && (kind === 'restricted' || kind === 'erased')) {
    return `${words} ${takedown.by ? `By ${takedown.by}: ` : 'Why: '}${takedown.reason}`;
  }
  return words;
}

/** What a reader must know before relying on it. */
const Cautions: FC<{ view: PublicationView }> = ({ view }) => {
  const cautions = [
    ...view.standing.filter(({ kind }) => kind !== 'merged').map((one) => inFull(one, view)),
    view.textProblem,
    view.describesAbuse && 'This publication describes abuse.',
  ].filter((caution): caution is string => !!caution);
  return (
    <>
      {cautions.map((caution) => (
        <WarningText>{caution}</WarningText>
      ))}
    </>
  );
};

/** Editions that wait for a person, and where a person says that there is one. */
const Editions: FC<Pick<Given, 'view' | 'editions'>> = ({ view, editions }) => (
  <>
    {editions.map((one) => (
      <InsetText>
        {one.isNewer ? 'Probably superseded by' : 'Probably the newer edition of'}{' '}
        <a class="govuk-link" href={publicationAddress(one.id)}>
          {one.title}
        </a>
        <StandingTags standing={one.standing} />.{' '}
        <a class="govuk-link" href="/editions">
          Say whether it is
        </a>
      </InsetText>
    ))}
    <p class="govuk-body-s no-print">
      <a class="govuk-link" href={`${publicationAddress(view.id)}/newer`}>
        {view.standing.some(({ replacedById }) => replacedById !== null)
          ? 'What relies on it, and its newer edition'
          : 'There is a newer edition'}
      </a>
    </p>
  </>
);

/** What the publication's place among others, or its page, asks a person to decide. */
const Decisions: FC<{ view: PublicationView; canJudge: boolean }> = ({ view, canJudge }) => (
  <>
    {view.mergedInto && (
      <InsetText>
        This was found to be the same as{' '}
        <a class="govuk-link" href={publicationAddress(view.mergedInto.id)}>
          {view.mergedInto.title}
        </a>
        <StandingTags standing={view.mergedInto.standing} />, and merged into it.{' '}
        {canJudge && (
          <a class="govuk-link" href="/duplicates">
            Undo among the pairs decided last
          </a>
        )}
      </InsetText>
    )}
    {canJudge && view.duplicates.length > 0 && (
      <InsetText>
        Probably the same as{' '}
        {view.duplicates.map(({ id, title, standing }, at) => (
          <>
            {at > 0 && ', '}
            <a class="govuk-link" href={publicationAddress(id)}>
              {title}
            </a>
            <StandingTags standing={standing} />
          </>
        ))}
        .{' '}
        <a class="govuk-link" href="/duplicates">
          Merge them or keep them apart
        </a>
      </InsetText>
    )}
    {canJudge && view.goneAt && (
      <form method="post" action={`${publicationAddress(view.id)}/gone-text`}>
        <input type="hidden" name="isShown" value={view.showsGoneText ? 'no' : 'yes'} />
        <Button kind="secondary">
          {view.showsGoneText ? 'Hide its text' : 'Show its text all the same'}
        </Button>
      </form>
    )}
  </>
);

const Summary: FC<{ view: PublicationView }> = ({ view }) => (
  <>
    {view.summary && (
      <OnRequest isAsked={view.describesAbuse} what="the summary">
        <p class="govuk-body">{view.summary}</p>
      </OnRequest>
    )}
    {view.url && (
      <p class="govuk-body">
        <a class="govuk-link govuk-!-font-weight-bold" href={view.url} rel="noreferrer">
          Read it at {new URL(view.url).hostname.replace(/^www\./, '')}
        </a>
      </p>
    )}
  </>
);

const SimilarPublications: FC<{ view: PublicationView }> = ({ view }) =>
  view.similar?.length === 0 ? null : (
    <section class="panel" id="similar" aria-labelledby="similar-heading">
      <h2 class="govuk-heading-s" id="similar-heading">
        Similar publications
      </h2>
      {view.similar === null && (
        <p class="govuk-body-s">These are looked up by search, which is not available just now.</p>
      )}
      <ul class="govuk-list similar">
        {view.similar?.map((one) => (
          <li>
            <a class="govuk-link" href={publicationAddress(one.id)}>
              {one.title}
            </a>
            <StandingTags standing={one.standing} />
            <span class="similar-about">
              {one.publisher}, {dateInWords(one)}.
              {one.words.length > 0 && ` Both say ${listed(one.words.slice(0, 4).map(quoted))}.`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );

/** Everything about one publication: what it is, what it means here, and what became of it. */
export const PublicationPage: FC<Given> = ({
  user,
  view,
  place,
  editions,
  wasKeptByUse,
  choices,
  seenAssessment,
  problems = [],
  typed,
}) => {
  const canJudge = may(user, 'judge');
  const problemOf = (field: string) => problems.find((problem) => problem.field === field);
  return (
    <Page title={view.title} problems={problems} breadcrumbs={[{ text: 'Search', href: '/' }]}>
      <span class="govuk-caption-l">{view.type?.value.label ?? 'Publication'}</span>
      <h1 class="govuk-heading-l">{view.title}</h1>
      <Cautions view={view} />
      <Decisions view={view} canJudge={canJudge} />
      <div class="publication-columns">
        <div class="publication-main">
          <Summary view={view} />
          <PublicationFacts view={view} canCorrect={canJudge} />
          <AssessmentSection
            view={view}
            canJudge={canJudge}
            seen={seenAssessment}
            problems={problems}
            typed={typed && 'meaning' in typed ? typed : undefined}
          />
          <Documents view={view} />
          <LinkedEntries view={view} mayLink={may(user, 'link')} />
          {canJudge && <Editions view={view} editions={editions} />}
          <PublicationRecord view={view} />
          {may(user, 'take down') && view.takedown?.kind !== 'erased' && (
            <p class="govuk-body-s no-print">
              <a class="govuk-link" href={`${publicationAddress(view.id)}/takedown`}>
                Take down this publication
              </a>
            </p>
          )}
        </div>
        <div class="publication-side">
          <JudgeForms
            view={view}
            place={place}
            wasKeptByUse={wasKeptByUse}
            canJudge={canJudge}
            problem={problemOf('note')}
          />
          <Themes view={view} canJudge={canJudge} choices={choices} />
          <Tags view={view} problem={problemOf('label')} typed={typed?.label} />
          <SimilarPublications view={view} />
        </div>
      </div>
    </Page>
  );
};
