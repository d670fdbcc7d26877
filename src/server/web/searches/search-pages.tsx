import type { FC } from 'hono/jsx';
import { inWords, londonDay } from '#shared/london.ts';
import type { ShownSearch } from '#shared/searches/list-searches.ts';
import type { Problem } from '../../request/forms.ts';
import { keptAddress } from '../../request/kept-search.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Table } from '../components/table.tsx';
import { AlertChoice, NameField, SharingChoice } from './search-fields.tsx';

export type DescribedSearch = ShownSearch & { description: string };

export interface Typed {
  name?: string | undefined;
  /** The tag of what was there when the form was opened. */
  seen?: string | undefined;
  isShared?: boolean | undefined;
  alert?: string | undefined;
}

const alertWords = { 'at-once': 'At once', weekly: 'Weekly' } as const;
const alertInWords = ({ alert }: ShownSearch) => (alert ? alertWords[alert] : 'None');

const crumbs = [{ text: 'Saved searches', href: '/searches' }];

/** Asks for a name, before a search is saved. */
export const SaveSearchPage: FC<{
  parameters: string;
  description: string;
  canMail: boolean;
  typed: Typed;
  problems?: Problem[];
}> = ({ parameters, description, canMail, typed, problems = [] }) => (
  <Page title="Save this search" problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Save this search</h1>
    <p class="govuk-body">
      <a class="govuk-link" href={keptAddress(parameters)}>
        {description}
      </a>
    </p>
    <form method="post" action="/searches" novalidate>
      <input type="hidden" name="search" value={parameters} />
      <NameField value={typed.name} problems={problems} />
      <SharingChoice isShared={typed.isShared ?? false} />
      <AlertChoice value={typed.alert ?? 'none'} canMail={canMail} />
      <Button>Save</Button>
    </form>
  </Page>
);

const SearchTable: FC<{ caption: string; searches: DescribedSearch[]; isMine: boolean }> = ({
  caption,
  searches,
  isMine,
}) => (
  <Table
    caption={caption}
    columns={[
      { text: 'Search' },
      { text: isMine ? 'Seen by' : 'Saved by' },
      { text: 'Mail to you' },
      { text: 'Change' },
    ]}
    rows={searches.map((search) => [
      <>
        <a class="govuk-link cell-text" href={keptAddress(search.parameters)}>
          {search.name}
        </a>
        <span class="cell-more">{search.description}</span>
      </>,
      isMine ? (search.isShared ? 'Everybody' : 'Only you') : search.owner,
      alertInWords(search),
      <a class="govuk-link" href={`/searches/${search.id}`}>
        {search.mayChange ? 'Change' : 'Mail me'}
        <span class="govuk-visually-hidden"> {search.name}</span>
      </a>,
    ])}
  />
);

/** One's own searches, and those that others share. */
export const SearchesPage: FC<{
  list: { total: number; page: number; size: number; items: DescribedSearch[] };
  failed: { at: Date; reason: string | null } | null;
}> = ({ list, failed }) => {
  const mine = list.items.filter(({ isMine }) => isMine);
  const shared = list.items.filter(({ isMine }) => !isMine);
  return (
    <Page title="Saved searches">
      <h1 class="govuk-heading-l">Saved searches</h1>
      {failed && (
        <InsetText>
          The mail of {inWords(londonDay(failed.at))} with what was new could not be sent to you.{' '}
          {failed.reason}
        </InsetText>
      )}
      {mine.length === 0 && list.page === 1 && (
        <p class="govuk-body">
          You have not saved a search yet.{' '}
          <a class="govuk-link" href="/">
            Search
          </a>{' '}
          for something, then choose “Save this search” above what was found. A saved search opens
          with one click, and can mail you what is new.
        </p>
      )}
      {mine.length > 0 && <SearchTable caption="Yours" searches={mine} isMine />}
      {shared.length > 0 && (
        <SearchTable caption="Shared by others" searches={shared} isMine={false} />
      )}
      {shared.length === 0 && list.page === 1 && (
        <p class="govuk-body">Nobody else has shared a search.</p>
      )}
      <Pagination
        page={list.page}
        size={list.size}
        total={list.total}
        href={(page) => `/searches?page=${page}`}
      />
    </Page>
  );
};

const FeedPart: FC<{ search: DescribedSearch; feedUrl?: string | undefined }> = ({
  search,
  feedUrl,
}) => (
  <section class="panel" id="feed">
    <h2 class="govuk-heading-m">Feed</h2>
    <p class="govuk-body">
      A feed reader, or a program that reads Atom, can follow this search at an address of its own.
      Whoever has the address can read the feed without signing in.
    </p>
    {feedUrl && (
      <InsetText>
        Copy the address now. It will not be shown again.
        <br />
        <code class="feed-address">{feedUrl}</code>
      </InsetText>
    )}
    {!feedUrl && search.feedMadeAt && (
      <p class="govuk-body">
        An address was made on {inWords(londonDay(search.feedMadeAt))}. It is stored nowhere: if you
        have lost it, make a new one.
      </p>
    )}
    <div class="button-row">
      <form method="post" action={`/searches/${search.id}/feed`}>
        <Button kind="secondary">
          {search.feedMadeAt ? 'Make a new address; the old one stops' : 'Make an address'}
        </Button>
      </form>
      {search.feedMadeAt && (
        <form method="post" action={`/searches/${search.id}/feed/close`}>
          <button type="submit" class="link-button">
            Stop the feed
          </button>
        </form>
      )}
    </div>
  </section>
);

/** One saved search, to be changed by whoever may, with one's own alert. */
export const SearchSettingsPage: FC<{
  search: DescribedSearch;
  seen: string;
  canMail: boolean;
  feedUrl?: string | undefined;
  typed?: Typed;
  problems?: Problem[];
}> = ({ search, seen, canMail, feedUrl, typed = {}, problems = [] }) => (
  <Page title={search.name} problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">{search.name}</h1>
    <p class="govuk-body">
      <a class="govuk-link" href={keptAddress(search.parameters)}>
        {search.description}
      </a>
    </p>
    {!search.isMine && <p class="govuk-body">Shared by {search.owner}.</p>}
    <form method="post" action={`/searches/${search.id}`} novalidate>
      {search.mayChange && (
        <>
          <input type="hidden" name="seen" value={seen} />
          <NameField value={typed.name ?? search.name} problems={problems} />
          <SharingChoice isShared={typed.isShared ?? search.isShared} />
        </>
      )}
      <AlertChoice value={typed.alert ?? search.alert ?? 'none'} canMail={canMail} />
      <Button>Save</Button>
    </form>
    {search.isMine && <FeedPart search={search} feedUrl={feedUrl} />}
    {search.mayChange && (
      <section class="panel">
        <p class="govuk-body">
          <a class="govuk-link" href={`/searches/${search.id}/delete`}>
            Delete this search
          </a>
        </p>
      </section>
    )}
  </Page>
);

/** Asks once more before a search is deleted. */
export const DeleteSearchPage: FC<{ search: DescribedSearch }> = ({ search }) => (
  <Page title={`Delete ${search.name}`} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Delete “{search.name}”?</h1>
    <p class="govuk-body">
      Its alerts and its feed stop{search.isShared && ', for everybody who uses it'}. No publication
      is touched.
    </p>
    <form method="post" action={`/searches/${search.id}/delete`} class="button-row">
      <Button kind="warning">Delete the search</Button>
      <a class="govuk-link" href={`/searches/${search.id}`}>
        Keep it
      </a>
    </form>
  </Page>
);
