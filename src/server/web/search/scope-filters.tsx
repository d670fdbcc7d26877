import type { FC } from 'hono/jsx';
import { areaWords } from '#shared/library/scope-words.ts';
import { type SearchArea, type SearchQuery, searchAreas } from '#shared/search/search-index.ts';

const Since: FC<{ query: SearchQuery }> = ({ query }) => {
  const isDay = !!query.since && /^\d/.test(query.since);
  const options = [
    ['', 'Any time'],
    ['visit', 'My last visit'],
    ['meeting', 'The last meeting'],
  ] as const;
  return (
    <>
      <div class="govuk-form-group filter-since">
        <label class="govuk-label" for="since">
          First seen since
        </label>
        <select class="govuk-select" id="since" name="since">
          {options.map(([value, text]) => (
            <option value={value} selected={(query.since ?? '') === value}>
              {text}
            </option>
          ))}
        </select>
      </div>
      <div class="govuk-form-group filter-since">
        <label class="govuk-label" for="sinceOn">
          or since a day
        </label>
        <input
          class="govuk-input govuk-input--width-10"
          id="sinceOn"
          name="sinceOn"
          value={isDay ? query.since : ''}
        />
      </div>
    </>
  );
};

const Area: FC<{ area: SearchArea; isChosen: boolean }> = ({ area, isChosen }) => (
  <div class="govuk-checkboxes__item">
    <input
      class="govuk-checkboxes__input"
      id={`area-${area}`}
      name="area"
      type="checkbox"
      value={area}
      checked={isChosen}
    />
    <label class="govuk-label govuk-checkboxes__label" for={`area-${area}`}>
      {areaWords[area]}
    </label>
  </div>
);

/** Since when, and whose: one choice and one tick each. */
export const ScopeFilters: FC<{ query: SearchQuery }> = ({ query }) => (
  <div class="filter-scope">
    <Since query={query} />
    <fieldset class="govuk-fieldset">
      <legend class="govuk-visually-hidden">Areas</legend>
      <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
        {searchAreas.map((area) => (
          <Area area={area} isChosen={query.areas?.includes(area) ?? false} />
        ))}
      </div>
    </fieldset>
  </div>
);
