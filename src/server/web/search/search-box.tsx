import type { FC } from 'hono/jsx';
import type { SearchQuery } from '#shared/search/search-index.ts';
import { addressOf } from '../assets.ts';
import { Button } from '../components/button.tsx';

/** Where a search begins: the page's heading, the words, and what was switched off. */
export const SearchBox: FC<{ query: SearchQuery }> = ({ query }) => (
  <div class="govuk-form-group search-box">
    <h1 class="govuk-label-wrapper">
      <label class="govuk-label govuk-label--l" for="q">
        Search published learning
      </label>
    </h1>
    <div id="q-hint" class="govuk-hint">
      For example “return home interviews”, county lines <span class="unbroken">-drugs</span>, RHI,{' '}
      publisher:Ofsted
    </div>
    <div class="search-box-row">
      <div class="search-box-field">
        <input
          class="govuk-input"
          id="q"
          name="q"
          type="search"
          value={query.words}
          maxlength={1000}
          autocomplete="off"
          aria-describedby="q-hint"
          data-search-box
        />
      </div>
      <Button>Search</Button>
    </div>
    <p class="govuk-body-s search-help">
      <a class="govuk-link" href="/help#searching">
        More ways to search
      </a>
    </p>
    <script type="module" src={addressOf('search-box.js')} />
    {query.alike === false && <input type="hidden" name="alike" value="off" />}
    {query.correct === false && <input type="hidden" name="correct" value="off" />}
    {query.expand === false && <input type="hidden" name="expand" value="off" />}
    {(query.correct === false || query.expand === false) && (
      <input type="hidden" name="for" value={query.words} />
    )}
  </div>
);
