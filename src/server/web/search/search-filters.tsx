import type { FC } from 'hono/jsx';
import { facetTitles, type LabelledValue } from '#shared/library/facet-labels.ts';
import { areaWords, sinceInWords } from '#shared/library/scope-words.ts';
import type { PublicationAnswer } from '#shared/library/search-publications.ts';
import type { FacetName, SearchQuery } from '#shared/search/search-index.ts';
import { searchAddress, searchWithout } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { ScopeFilters } from './scope-filters.tsx';

/** In the order people narrow a search. */
const shown = (
  [
    'theme',
    'harm',
    'type',
    'publisher',
    'region',
    'year',
    'setting',
    'circumstance',
    'sector',
    'pestle',
    'tag',
    'status',
    'linked',
  ] as const satisfies FacetName[]
).map((facet) => ({ facet, label: facetTitles[facet] }));

/** Values shown at once; the rest on request. */
const fewValues = 8;

type Values = { values: LabelledValue[]; selected: string[]; facet: FacetName };

const Boxes: FC<Values> = ({ values, selected, facet }) => (
  <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
    {values.map(({ value, label, count }) => {
      const id = `${facet}-${encodeURIComponent(value)}`;
      return (
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={facet}
            type="checkbox"
            value={value}
            checked={selected.includes(value)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {label} <span class="filter-count">({count.toLocaleString('en-GB')})</span>
          </label>
        </div>
      );
    })}
  </div>
);

/** What is chosen stands first, then the most frequent. */
function inOrder(values: LabelledValue[], selected: string[], facet: FacetName): LabelledValue[] {
  const all = [...values];
  if (facet === 'year') all.sort((a, b) => b.value.localeCompare(a.value));
  const isChosen = ({ value }: LabelledValue) => selected.includes(value);
  return [...all.filter(isChosen), ...all.filter((one) => !isChosen(one))];
}

const Group: FC<Values & { label: string; isOpen: boolean }> = ({ label, isOpen, ...given }) => {
  const { facet, selected } = given;
  const values = inOrder(given.values, selected, facet);
  const few = Math.max(fewValues, selected.length);
  return (
    <details class="filter" open={isOpen}>
      <summary class="filter-name">
        {label}
        {selected.length > 0 && (
          <>
            {' '}
            <span class="filter-count">{selected.length} selected</span>
          </>
        )}
      </summary>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-visually-hidden">{label}</legend>
        <Boxes {...given} values={values.slice(0, few)} />
        {values.length > few && (
          <details class="filter-more">
            <summary>{values.length - few} more</summary>
            <Boxes {...given} values={values.slice(few)} />
          </details>
        )}
      </fieldset>
    </details>
  );
};

/** The filters beside the results: checkboxes of one form, folded on narrow screens. */
export const SearchFilters: FC<{
  query: SearchQuery;
  facets: PublicationAnswer['facets'];
}> = ({ query, facets }) => {
  const groups = shown
    .map(({ facet, label }) => ({
      facet,
      label,
      values: facets[facet] ?? [],
      selected: query.filters?.[facet] ?? [],
    }))
    .filter(({ values, selected }) => values.length > 0 || selected.length > 0);
  // Where nothing was found there is nothing to narrow.
  const hasScope = !!query.since || !!query.areas?.length;
  if (groups.length === 0 && !query.includeSuggested && !hasScope) return null;
  return (
    <details class="filters">
      <summary class="filters-name">Filter the publications</summary>
      <div class="filters-body">
        <ScopeFilters query={query} />
        {groups.map((group, position) => (
          <Group {...group} isOpen={position < 2 || group.selected.length > 0} />
        ))}
        <div class="govuk-checkboxes govuk-checkboxes--small filters-suggested">
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              id="include"
              name="include"
              type="checkbox"
              value="suggested"
              checked={query.includeSuggested ?? false}
            />
            <label class="govuk-label govuk-checkboxes__label" for="include">
              Count suggested themes too
            </label>
          </div>
        </div>
        <Button kind="secondary">Apply filters</Button>
      </div>
    </details>
  );
};

const noScope = { since: undefined, areas: [] };

/** What is chosen, each with a way to take it away. */
export const SelectedFilters: FC<{ query: SearchQuery; facets: PublicationAnswer['facets'] }> = ({
  query,
  facets,
}) => {
  const chosen = shown.flatMap(({ facet, label }) =>
    (query.filters?.[facet] ?? []).map((value) => ({
      facet,
      name: label,
      value,
      label: facets[facet]?.find((one) => one.value === value)?.label ?? value,
    })),
  );
  const scopes = [
    ...(query.since ? [{ label: sinceInWords(query.since), without: { since: undefined } }] : []),
    ...(query.areas ?? []).map((area) => ({
      label: areaWords[area],
      without: { areas: (query.areas ?? []).filter((one) => one !== area) },
    })),
  ];
  if (chosen.length === 0 && scopes.length === 0) return null;
  return (
    <div class="selected-filters">
      <h2 class="govuk-visually-hidden">Filters in use</h2>
      <ul class="govuk-list">
        {chosen.map(({ facet, name, value, label }) => (
          <li>
            <a class="govuk-link" href={searchWithout(query, facet, value)}>
              <span class="govuk-visually-hidden">Remove the filter {name}: </span>
              {label} <span aria-hidden="true">✕</span>
            </a>
          </li>
        ))}
        {scopes.map(({ label, without }) => (
          <li>
            <a class="govuk-link" href={searchAddress({ ...query, page: 1, ...without })}>
              <span class="govuk-visually-hidden">Remove the filter: </span>
              {label} <span aria-hidden="true">✕</span>
            </a>
          </li>
        ))}
        <li>
          <a
            class="govuk-link"
            href={searchAddress({ ...query, page: 1, filters: {}, ...noScope })}
          >
            Clear all filters
          </a>
        </li>
      </ul>
    </div>
  );
};
