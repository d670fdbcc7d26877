import type { FC } from 'hono/jsx';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { Difference, fateInWords, Reliance } from '../../components/reliance.tsx';
import { Standing } from '../../components/standing.tsx';
import { QuotationFields } from './quotation-fields.tsx';

interface Listed {
  total: number;
  page: number;
  size: number;
  items: ShownLink[];
}

const ChangedLink: FC<{ link: ShownLink }> = ({ link }) => (
  <li class="linked">
    <h2 class="govuk-heading-s linked-title">
      <a class="govuk-link" href={`/publications/${link.publication.id}`}>
        {link.publication.title}
      </a>
    </h2>
    <Standing standing={link.publication.standing} />
    <p class="govuk-body">
      For{' '}
      <a class="govuk-link" href={`/entries/${link.entry.id}#publications`}>
        {link.entry.ref}
      </a>
      : {link.entry.text}
    </p>
    <p class="govuk-body">{link.rationale}</p>
    <p class="govuk-body-s quiet">
      Relied on by {link.linkedBy ?? 'somebody who has left'} since{' '}
      {inWords(londonDay(link.linkedAt))}
      {link.version && `, version ${link.version}`}
      {link.page && `, page ${link.page}`}
    </p>
    <Reliance link={link} mayLink />
  </li>
);

/** What a plan relies on that is no longer as it was, for somebody to look at. */
export const ChangedPage: FC<{ list: Listed }> = ({ list }) => (
  <Page
    title="Changed since you relied on it"
    breadcrumbs={[{ text: 'Action plans', href: '/plans' }]}
  >
    <h1 class="govuk-heading-l">Changed since you relied on it</h1>
    {list.total === 0 ? (
      <p class="govuk-body">
        Nothing waits to be looked at: what plans rely on stands as it was, or somebody has said
        that it still holds.
      </p>
    ) : (
      <>
        <p class="govuk-body">
          Publications that plans rely on were changed, withdrawn or superseded. Say of each that it
          still holds, revise the link, or move it to the newer edition.{' '}
          <a class="govuk-link" href="/editions">
            What is likely a newer edition
          </a>
        </p>
        <ul class="govuk-list">
          {list.items.map((link) => (
            <ChangedLink link={link} />
          ))}
        </ul>
        <Pagination {...list} href={(page) => `/links/changed?page=${page}`} />
      </>
    )}
  </Page>
);

type Typed = Record<string, string | undefined>;

/** Another quotation or page for a link that stays what it is. */
export const RevisePage: FC<{ link: ShownLink; typed?: Typed; problems?: Problem[] }> = ({
  link,
  problems = [],
  typed = {
    quote: link.place.words ?? link.quote ?? '',
    page: String(link.place.page ?? link.page ?? ''),
  },
}) => (
  <Page
    title="Revise a link"
    problems={problems}
    breadcrumbs={[{ text: link.entry.ref, href: `/entries/${link.entry.id}` }]}
  >
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <span class="govuk-caption-l">{link.publication.title}</span>
        <h1 class="govuk-heading-l">Revise what {link.entry.ref} relies on</h1>
        <Standing standing={link.publication.standing} />
        {link.quote && (
          <>
            <h2 class="govuk-heading-s">Relied on until now</h2>
            <blockquote class="quote">
              “{link.quote}”{link.page && <span class="quiet"> Page {link.page}</span>}
            </blockquote>
          </>
        )}
        <p class="govuk-body">{fateInWords(link)}</p>
        <Difference link={link} />
        <form method="post" action={`/links/${link.id}/revise`} novalidate>
          <input type="hidden" name="version" value={String(link.place.version ?? '')} />
          <QuotationFields
            hint="The exact words as they stand now. They are looked up in the text that was read last."
            rows={4}
            typed={typed}
            problems={problems}
          />
          <div class="button-row">
            <Button>Rely on this</Button>
            <a class="govuk-link" href={`/publications/${link.publication.id}`}>
              Read the publication
            </a>
            <a class="govuk-link" href={`/entries/${link.entry.id}`}>
              Cancel
            </a>
          </div>
        </form>
      </div>
    </div>
  </Page>
);
