import type { FC } from 'hono/jsx';
import { evidenceStrengths, horizons } from '#shared/entities/index.ts';
import { longestMeaning } from '#shared/judging/assess-publication.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { PublicationView, ShownAssessment } from '#shared/publications/publication-view.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import type { SharedForm } from '../../request/shared-form.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { Textarea } from '../components/textarea.tsx';
import { evidenceLabels, horizonLabels, relevanceLabels } from './wording.ts';

function judgementsOf(given: ShownAssessment): string {
  return [
    given.relevance !== null && relevanceLabels[given.relevance],
    given.evidenceStrength !== null && evidenceLabels[given.evidenceStrength],
    given.impact !== null && `Impact ${given.impact} of 5`,
    given.horizon !== null && horizonLabels[given.horizon],
  ]
    .filter(Boolean)
    .join(' · ');
}

const labels = {
  meaning: 'What this means here',
  relevance: 'Relevance',
  evidenceStrength: 'Strength of evidence',
  impact: 'Impact',
  horizon: 'Horizon',
};

/** What two people may say of one publication at once. */
export const sharedAssessment: SharedForm = {
  of: 'assessment',
  fields: Object.keys(labels),
  label: (field) => labels[field as keyof typeof labels],
  words: (field, value) => {
    if (value === null) return null;
    if (field === 'relevance') return relevanceLabels[Number(value)] ?? String(value);
    const words: Record<string, string> = { ...evidenceLabels, ...horizonLabels };
    return words[String(value)] ?? String(value);
  },
};

const labelled = (ids: readonly string[], labels: Record<string, string>) =>
  ids.map((value) => ({ value, text: labels[value] ?? value }));

type Typed = Record<string, string>;

const typedOf = (given: ShownAssessment | null): Typed => ({
  meaning: given?.meaning ?? '',
  relevance: given?.relevance?.toString() ?? '',
  evidenceStrength: given?.evidenceStrength ?? '',
  impact: given?.impact?.toString() ?? '',
  horizon: given?.horizon ?? '',
});

const AssessmentForm: FC<{ view: PublicationView; typed: Typed; problems: Problem[] }> = ({
  view,
  typed,
  problems,
}) => (
  <form method="post" action={`/publications/${view.id}/assessment`} novalidate>
    <input type="hidden" name="seen" value={typed.seen} />
    <Textarea
      name="meaning"
      label="What this means here"
      labelClass="govuk-label--s"
      hint={`One line of at most ${longestMeaning} characters. The digest carries it.`}
      problem={messageFor(problems, 'meaning')}
      value={typed.meaning}
      rows={2}
    />
    <div class="assessment-choices">
      <Select
        name="relevance"
        label="Relevance"
        prompt="Not said"
        options={relevanceLabels.map((text, value) => ({ value: String(value), text }))}
        value={typed.relevance}
        problem={messageFor(problems, 'relevance')}
      />
      <Select
        name="evidenceStrength"
        label="Strength of evidence"
        prompt="Not said"
        options={labelled(evidenceStrengths, evidenceLabels)}
        value={typed.evidenceStrength}
        problem={messageFor(problems, 'evidenceStrength')}
      />
      <Select
        name="impact"
        label="Impact, 1 low to 5 high"
        prompt="Not said"
        options={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))}
        value={typed.impact}
        problem={messageFor(problems, 'impact')}
      />
      <Select
        name="horizon"
        label="Horizon"
        prompt="Not said"
        options={labelled(horizons, horizonLabels)}
        value={typed.horizon}
        problem={messageFor(problems, 'horizon')}
      />
    </div>
    <Button kind="secondary">Save</Button>
  </form>
);

/** What a publication means here, in a person's words, and the form to say so. */
export const AssessmentSection: FC<{
  view: PublicationView;
  canJudge: boolean;
  /** The tag of how the assessment is. */
  seen: string;
  problems: Problem[];
  /** What was typed, when this is the form that is shown again. */
  typed?: Typed | undefined;
}> = ({ view, canJudge, seen, problems, typed }) => {
  const { assessment } = view;
  const judgements = assessment ? judgementsOf(assessment) : '';
  return (
    <section
      class="govuk-inset-text assessment"
      id="assessment"
      aria-labelledby="assessment-heading"
    >
      <h2 class="govuk-heading-s" id="assessment-heading">
        What this means here
      </h2>
      <p class="govuk-body">{assessment?.meaning ?? 'Nobody has said yet.'}</p>
      {assessment && (
        <p class="govuk-body-s">
          {[
            judgements,
            `${assessment.by ?? 'Somebody who has left'}, ${inWords(londonDay(assessment.at))}`,
          ]
            .filter(Boolean)
            .join('. ')}
        </p>
      )}
      {canJudge && (
        <Details
          summary={assessment ? 'Change the assessment' : 'Say what this means here'}
          isOpen={typed !== undefined}
        >
          <AssessmentForm
            view={view}
            typed={typed ?? { ...typedOf(assessment), seen }}
            problems={typed ? problems : []}
          />
        </Details>
      )}
    </section>
  );
};
