import type { FC } from 'hono/jsx';
import type { Move } from '#shared/plans/evidence/move-link.ts';
import type { Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { InsetText } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Standing } from '../../components/standing.tsx';
import { QuotationFields } from './quotation-fields.tsx';

type Typed = Record<string, string | undefined>;

/** Letting an entry rely on the newer edition, with the same words or others. */
export const MovePage: FC<{ move: Move; typed?: Typed; problems?: Problem[] }> = ({
  move: { link, newer, stands, page },
  problems = [],
  typed = { quote: link.quote ?? '', page: String(page ?? '') },
}) => (
  <Page
    title="Move a link to the newer edition"
    problems={problems}
    breadcrumbs={[{ text: link.entry.ref, href: `/entries/${link.entry.id}` }]}
  >
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <span class="govuk-caption-l">
          {link.entry.ref} relies on {link.publication.title}
        </span>
        <h1 class="govuk-heading-l">Move to {newer.title}</h1>
        <Standing standing={newer.standing} />
        <p class="govuk-body">
          The entry relies on the newer edition from now on, for the same reason: {link.rationale}{' '}
          The link to the older one stays as a record.
        </p>
        {link.quote &&
          (stands ? (
            <p class="govuk-body">
              The words stand in the newer edition{page !== null && ` on page ${page}`}.
            </p>
          ) : (
            <InsetText>
              The words do not stand in the newer edition as they are. Read it, and quote what it
              says, or leave the quotation out.
            </InsetText>
          ))}
        <form method="post" action={`/links/${link.id}/move`} novalidate>
          <QuotationFields
            hint="The exact words. They are looked up in the newer edition."
            rows={4}
            typed={typed}
            problems={problems}
          />
          <div class="button-row">
            <Button>Move the link</Button>
            <a class="govuk-link" href={`/publications/${newer.id}`}>
              Read the newer edition
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
