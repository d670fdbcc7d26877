import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Asked, PutOff } from '#shared/judging/sift/put-by.ts';
import type { FoundPublication } from '#shared/library/load-found.ts';
import { instantInWords } from '#shared/london.ts';
import { personalDataHint } from '#shared/notices.ts';
import { counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Standing } from '../components/standing.tsx';
import { TextInput } from '../components/text-input.tsx';
import { PublicationLine } from '../publications/publication-line.tsx';
import { OnRequest } from '../search/search-results.tsx';

interface Listed<Item> {
  total: number;
  page: number;
  size: number;
  items: Item[];
}

const One: FC<PropsWithChildren<{ item: FoundPublication }>> = ({ item, children }) => (
  <li class="linked" id={`publication-${item.id}`}>
    <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
      <a class="govuk-link" href={publicationAddress(item.id)}>
        {item.title}
      </a>
    </h2>
    <PublicationLine {...item} type={null} region={null} />
    <Standing standing={item.standing} />
    {item.summary && (
      <OnRequest isAsked={item.describesAbuse} what="the summary">
        <p class="govuk-body">{item.summary}</p>
      </OnRequest>
    )}
    {children}
  </li>
);

/** What one was asked to look at before it is judged. */
export const AssignedPage: FC<{
  list: Listed<FoundPublication & { asked: Asked }>;
  /** How many wait for the next sift. */
  later: number;
  problems?: Problem[];
  typed?: { id: number; answer: string } | undefined;
}> = ({ list, later, problems = [], typed }) => (
  <Page title="Assigned to me" problems={problems}>
    <h1 class="govuk-heading-l">Assigned to me</h1>
    <p class="govuk-body">
      Publications that you were asked to look at before they are judged. Hand each back with what
      you make of it.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/later">
        {counted(later, 'publication waits', 'publications wait')} for the next sift
      </a>
      {' · '}
      <a class="govuk-link" href="/?since=visit">
        New since your last visit
      </a>
    </p>
    {list.items.length === 0 ? (
      <InsetText>Nothing is assigned to you.</InsetText>
    ) : (
      <>
        <p class="govuk-body-s quiet">{personalDataHint}</p>
        <ol class="govuk-list">
          {list.items.map((item) => (
            <One item={item}>
              <p class="govuk-body-s">
                Asked{item.asked.by && ` by ${item.asked.by}`} on {instantInWords(item.asked.at)}
                {item.asked.note && `: ${item.asked.note}`}
              </p>
              <form method="post" action={`${publicationAddress(item.id)}/hand-back`} novalidate>
                <TextInput
                  id={`answer-${item.id}`}
                  name="answer"
                  label="What do you make of it? (optional)"
                  value={typed?.id === item.id ? typed.answer : undefined}
                  problem={typed?.id === item.id ? messageFor(problems, 'answer') : undefined}
                />
                <Button kind="secondary">
                  Hand back<span class="govuk-visually-hidden"> {item.title}</span>
                </Button>
              </form>
            </One>
          ))}
        </ol>
        <Pagination {...list} href={(page: number) => `/assigned?page=${page}`} />
      </>
    )}
  </Page>
);

/** What was put off to the next sift, with who and why. */
export const LaterPage: FC<{ list: Listed<FoundPublication & { later: PutOff }> }> = ({ list }) => (
  <Page title="Later" breadcrumbs={[{ text: 'Assigned to me', href: '/assigned' }]}>
    <h1 class="govuk-heading-l">Later</h1>
    <p class="govuk-body">
      What those who sift put off: it comes first in next week’s sift. Nothing is deleted.
    </p>
    {list.items.length === 0 ? (
      <InsetText>Nothing is put off.</InsetText>
    ) : (
      <>
        <ol class="govuk-list">
          {list.items.map((item) => (
            <One item={item}>
              <p class="govuk-body-s">
                Put off{item.later.by && ` by ${item.later.by}`} on {instantInWords(item.later.at)}:{' '}
                {item.later.why}
              </p>
            </One>
          ))}
        </ol>
        <Pagination {...list} href={(page: number) => `/later?page=${page}`} />
      </>
    )}
  </Page>
);
