import type { FC } from 'hono/jsx';
import { bearings } from '#shared/entities/index.ts';
import type { NamedPublication, ShownLink } from '#shared/entities/shown-link.ts';
import type { PlanView } from '#shared/plans/list/show-plan.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choices.tsx';
import { WarningText } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Standing } from '../../components/standing.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { bearingWords } from '../words.ts';
import { QuotationFields } from './quotation-fields.tsx';

export interface LinkForm {
  publication: NamedPublication;
  plans: PlanView[];
  /** How the publication stood when this was shown. */
  seen: string;
  suggested: { entryId: number; ref: string; text: string; words: string[] }[];
}

type Typed = Record<string, string | undefined>;

const shortened = (text: string) => (text.length > 110 ? `${text.slice(0, 107)}…` : text);

/** Entries under headings: those that are suggested first, and only there. */
function entriesToChoose({ suggested, plans }: LinkForm) {
  const first = suggested.map(({ entryId, ref, text, words }) => ({
    value: String(entryId),
    text: `${ref} ${shortened(text)}${words.length > 0 ? ` (${words.join(', ')})` : ''}`,
  }));
  const isSuggested = new Set(suggested.map(({ entryId }) => entryId));
  const byPlan = plans.map((plan) => ({
    label: plan.title,
    options: plan.entries
      .filter(({ id }) => !isSuggested.has(id))
      .map(({ id, ref, text }) => ({ value: String(id), text: `${ref} ${shortened(text)}` })),
  }));
  return first.length > 0 ? [{ label: 'Suggested', options: first }, ...byPlan] : byPlan;
}

const Fields: FC<{ form: LinkForm; typed: Typed; problems: Problem[] }> = ({
  form,
  typed,
  problems,
}) => (
  <form method="post" action={`/publications/${form.publication.id}/link`} novalidate>
    <input type="hidden" name="seen" value={form.seen} />
    {(['documentId', 'before', 'after'] as const).map(
      (name) => typed[name] && <input type="hidden" name={name} value={typed[name]} />,
    )}
    <Select
      name="entryId"
      label="Plan entry"
      prompt="Choose an entry"
      value={typed.entryId}
      problem={messageFor(problems, 'entryId')}
      groups={entriesToChoose(form)}
    />
    <Radios
      name="bearing"
      label="How does the publication bear on it?"
      value={typed.bearing}
      problem={messageFor(problems, 'bearing')}
      items={bearings.map((bearing) => ({ value: bearing, ...bearingWords[bearing] }))}
    />
    <Textarea
      name="rationale"
      label="Why?"
      hint="One or two sentences that somebody can understand without having read the publication."
      value={typed.rationale}
      problem={messageFor(problems, 'rationale')}
    />
    <QuotationFields
      hint="The exact words. They are looked up in the text that was read."
      rows={3}
      typed={typed}
      problems={problems}
    />
    <div class="button-row">
      <Button>Link</Button>
      <a class="govuk-link" href={`/publications/${form.publication.id}`}>
        Cancel
      </a>
    </div>
  </form>
);

export const LinkPage: FC<{ form: LinkForm; typed: Typed; problems?: Problem[] }> = ({
  form,
  typed,
  problems = [],
}) => (
  <Page
    title="Link to a plan entry"
    problems={problems}
    breadcrumbs={[
      { text: 'Search', href: '/' },
      { text: form.publication.title, href: `/publications/${form.publication.id}` },
    ]}
  >
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <span class="govuk-caption-l">{form.publication.title}</span>
        <h1 class="govuk-heading-l">Link to a plan entry</h1>
        <Standing standing={form.publication.standing} />
        {form.publication.standing.length > 0 && (
          <WarningText>
            Link it only if you rely on it as it was: it no longer stands as its publisher first put
            it out.
          </WarningText>
        )}
        {form.plans.length === 0 ? (
          <p class="govuk-body">
            There is no action plan to link to yet.{' '}
            <a class="govuk-link" href="/plans">
              Go to action plans
            </a>
          </p>
        ) : (
          <Fields form={form} typed={typed} problems={problems} />
        )}
      </div>
    </div>
  </Page>
);

export const RemoveLinkPage: FC<{ link: ShownLink; problems?: Problem[]; reason?: string }> = ({
  link,
  problems = [],
  reason,
}) => (
  <Page
    title="Remove a link"
    problems={problems}
    breadcrumbs={[{ text: link.entry.ref, href: `/entries/${link.entry.id}` }]}
  >
    <h1 class="govuk-heading-l">Remove a link</h1>
    <Standing standing={link.publication.standing} />
    <p class="govuk-body">
      “{link.publication.title}” will no longer be linked to {link.entry.ref}. The link stays as a
      record, with your reason, and can be brought back.
    </p>
    <form method="post" action={`/links/${link.id}/remove`} novalidate>
      <Textarea
        name="reason"
        label="Why is it removed?"
        value={reason}
        problem={messageFor(problems, 'reason')}
        rows={3}
      />
      <div class="button-row">
        <Button kind="warning">Remove the link</Button>
        <a class="govuk-link" href={`/entries/${link.entry.id}`}>
          Cancel
        </a>
      </div>
    </form>
  </Page>
);
