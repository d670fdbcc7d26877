import type { Child, FC } from 'hono/jsx';
import { instantInWords, inWords, londonDay } from '#shared/london.ts';
import type { FactOf, PublicationView } from '#shared/publications/publication-view.ts';
import { dateBasisLabels } from './wording.ts';

interface Row {
  key: string;
  value: Child;
  /** Where it comes from. */
  basis?: string | null;
}

const factRow = (key: string, fact: FactOf<{ label: string }> | null): Row[] =>
  fact ? [{ key, value: fact.value.label, basis: fact.basis }] : [];

function rowsOf(view: PublicationView): Row[] {
  return [
    { key: 'Publisher', value: view.publisher },
    {
      key: 'Published',
      value: view.publishedOn ? inWords(view.publishedOn) : 'Nobody said',
      basis: view.publishedOnBasis && dateBasisLabels[view.publishedOnBasis],
    },
    ...factRow('Document type', view.type),
    ...factRow('Region', view.region),
    { key: 'First seen', value: inWords(londonDay(view.firstSeenAt)), basis: view.source.name },
    ...(view.isBacklog
      ? [
          {
            key: 'Digests',
            value: 'Kept out, unless a coordinator puts it in',
            basis: 'it came with the first scan of its source',
          },
        ]
      : []),
    ...(view.readAt
      ? [
          {
            key: 'Read',
            value: instantInWords(view.readAt),
            basis: `version ${view.versions[0]?.number ?? 1}`,
          },
        ]
      : []),
  ];
}

/** What is known of a publication, each with where it comes from. */
export const PublicationFacts: FC<{ view: PublicationView; canCorrect: boolean }> = ({
  view,
  canCorrect,
}) => (
  <>
    <dl class="govuk-summary-list facts">
      {rowsOf(view).map(({ key, value, basis }) => (
        <div class="govuk-summary-list__row govuk-summary-list__row--no-actions">
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">
            {value}
            {basis && <span class="fact-basis">{basis}</span>}
          </dd>
        </div>
      ))}
    </dl>
    {canCorrect && (
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/publications/${view.id}/facts`}>
          Correct these facts
        </a>
      </p>
    )}
  </>
);
