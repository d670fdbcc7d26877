import type { FC } from 'hono/jsx';
import { counted, listed, quoted } from '#shared/text/in-words.ts';
import type { Touched } from '#shared/vocabulary/touched-by.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText, WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';
import { WhatItTouches } from './what-it-touches.tsx';

const crumbs = [{ text: 'Vocabulary', href: '/vocabulary' }];

/** All tags; several spellings are made one. */
export const TagsPage: FC<{
  tags: { label: string; count: number }[];
  mayChange: boolean;
  ticked?: string[];
  to?: string | undefined;
  problems?: Problem[];
}> = ({ tags, mayChange, ticked = [], to, problems = [] }) => (
  <Page title="Tags" problems={problems} breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Tags</h1>
    {tags.length === 0 ? (
      <InsetText>No publication has a tag yet.</InsetText>
    ) : (
      <form method="post" action="/tags/check" novalidate>
        <fieldset class="govuk-fieldset" id="from">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            {mayChange ? 'Which are the same?' : counted(tags.length, 'tag')}
          </legend>
          {mayChange ? (
            <div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">
              {tags.map(({ label, count }, at) => (
                <div class="govuk-checkboxes__item">
                  <input
                    class="govuk-checkboxes__input"
                    id={`from-${at}`}
                    name="from"
                    type="checkbox"
                    value={label}
                    checked={ticked.includes(label)}
                  />
                  <label class="govuk-label govuk-checkboxes__label" for={`from-${at}`}>
                    {label} <span class="filter-count">({count})</span>
                  </label>
                </div>
              ))}
            </div>
          ) : (
            <ul class="govuk-list govuk-list--bullet">
              {tags.map(({ label, count }) => (
                <li>
                  <a class="govuk-link" href={`/?tag=${encodeURIComponent(label)}`}>
                    {label}
                  </a>{' '}
                  ({count})
                </li>
              ))}
            </ul>
          )}
        </fieldset>
        {mayChange && (
          <>
            <TextInput
              name="to"
              label="The one spelling"
              value={to}
              problem={messageFor(problems, 'to') ?? messageFor(problems, 'from')}
              width="govuk-input--width-20"
            />
            <Button>See what that touches</Button>
          </>
        )}
      </form>
    )}
  </Page>
);

/** What making tags one touches, before it is done. */
export const CheckTagsPage: FC<{
  from: string[];
  to: string;
  touched: Touched;
  /** What it touches, to be told from what it touches when it is done. */
  seen: string;
  /** Somebody changed that while the page was open. */
  isChanged?: boolean;
}> = ({ from, to, touched, seen, isChanged }) => (
  <Page title="Make these tags one" breadcrumbs={[...crumbs, { text: 'Tags', href: '/tags' }]}>
    <h1 class="govuk-heading-l">
      {listed(from.map(quoted))} will be {quoted(to)}
    </h1>
    {isChanged && (
      <WarningText>
        What has these tags was changed while this page was open. Nothing was done yet.
      </WarningText>
    )}
    <p class="govuk-body">That touches:</p>
    <WhatItTouches touched={touched} />
    <form method="post" action="/tags/rename">
      {from.map((label) => (
        <input type="hidden" name="from" value={label} />
      ))}
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="seen" value={seen} />
      <div class="button-row">
        <Button>Make them one</Button>
        <a class="govuk-link" href="/tags">
          Leave them as they are
        </a>
      </div>
    </form>
  </Page>
);
