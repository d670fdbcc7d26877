import type { FC } from 'hono/jsx';
import type { JudgeQuery, ListToJudge, ToJudge } from '#shared/judging/list-to-judge.ts';
import type { OpenSuggestion } from '#shared/judging/open-suggestion.ts';
import { agreeing, counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Standing } from '../components/standing.tsx';
import { PublicationLine } from '../publications/publication-line.tsx';
import { Suggestions } from '../publications/suggestions.tsx';
import { OnRequest } from '../search/search-results.tsx';
import { ReasonSelect } from './judge-forms.tsx';
import { SiftNotes, WhyHere } from './sift-notes.tsx';

/** What was just done, to be undone. */
export interface Judged {
  verdict: 'kept' | 'set-aside';
  publications: { id: number; title: string }[];
}

interface Given {
  query: JudgeQuery;
  list: ListToJudge;
  judged: Judged | null;
  /** Pairs of publications that are probably the same. */
  duplicates: number;
  problems?: Problem[];
}

const parts = [
  { part: 'new', label: 'New' },
  { part: 'backlog', label: 'From first scans' },
  { part: 'all', label: 'All' },
] as const;

export const judgeAddress = ({
  part,
  page,
}: {
  part: JudgeQuery['part'];
  page: number;
}): string => {
  const parameters = new URLSearchParams();
  if (part !== 'new') parameters.set('part', part);
  if (page > 1) parameters.set('page', String(page));
  return parameters.size > 0 ? `/judge?${parameters}` : '/judge';
};

const JudgedBanner: FC<{ judged: Judged; query: JudgeQuery }> = ({ judged, query }) => {
  const { verdict, publications } = judged;
  const [only] = publications;
  const done = verdict === 'kept' ? 'Kept' : 'Set aside';
  return (
    <section
      class="govuk-notification-banner govuk-notification-banner--success"
      aria-labelledby="judged-heading"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="judged-heading">
          Done
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">
          {done}:{' '}
          {publications.length === 1 && only ? (
            <a class="govuk-notification-banner__link" href={publicationAddress(only.id)}>
              {only.title}
            </a>
          ) : (
            counted(publications.length, 'publication')
          )}
        </p>
        <form method="post" action="/judge/undo">
          <input type="hidden" name="part" value={query.part} />
          <input type="hidden" name="page" value={String(query.page)} />
          {publications.map(({ id }) => (
            <input type="hidden" name="publicationIds" value={String(id)} />
          ))}
          <button type="submit" class="link-button">
            Undo
          </button>
        </form>
      </div>
    </section>
  );
};

/** The first few suggestions by name. */
function namesOf(suggestions: OpenSuggestion[]): string {
  const names = suggestions.map(
    ({ concept, entry }) => concept?.label ?? `plan entry ${entry?.ref}`,
  );
  return `${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}`;
}

const Item: FC<{
  item: ToJudge;
  query: JudgeQuery;
  next: number | null;
  learnedFrom: number;
}> = ({ item, query, next, learnedFrom }) => (
  <li class="to-judge">
    <div class="to-judge-head">
      <div class="govuk-checkboxes govuk-checkboxes--small to-judge-tick">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id={`tick-${item.id}`}
            name="publicationIds"
            value={String(item.id)}
            form="bulk"
          />
          <label class="govuk-label govuk-checkboxes__label" for={`tick-${item.id}`}>
            <span class="govuk-visually-hidden">Tick {item.title}</span>
          </label>
        </div>
      </div>
      <h2 class="govuk-heading-s to-judge-title" id={`publication-${item.id}`} tabindex={-1}>
        <a class="govuk-link" href={publicationAddress(item.id)}>
          {item.title}
        </a>
      </h2>
    </div>
    <PublicationLine {...item} />
    <WhyHere item={item} learnedFrom={learnedFrom} />
    <Standing standing={item.standing} />
    {item.summary && (
      <OnRequest isAsked={item.describesAbuse} what="the summary">
        <p class="govuk-body">{item.summary}</p>
      </OnRequest>
    )}
    {item.textProblem && <p class="govuk-body-s">{item.textProblem}</p>}
    {item.suggestions.length > 0 && (
      <Details
        summary={`${counted(item.suggestions.length, 'suggestion')}: ${namesOf(item.suggestions)}`}
      >
        <Suggestions
          publicationId={item.id}
          suggestions={item.suggestions}
          canJudge={false}
          describesAbuse={item.describesAbuse}
        />
      </Details>
    )}
    <form method="post" action="/judge" class="to-judge-verdict">
      <input type="hidden" name="publicationIds" value={String(item.id)} />
      <input type="hidden" name="part" value={query.part} />
      <input type="hidden" name="page" value={String(query.page)} />
      {next !== null && <input type="hidden" name="next" value={String(next)} />}
      <Button name="verdict" value="kept">
        Keep<span class="govuk-visually-hidden"> {item.title}</span>
      </Button>
      <ReasonSelect id={`reason-${item.id}`} />
      <Button kind="secondary" name="verdict" value="set-aside">
        Set aside<span class="govuk-visually-hidden"> {item.title}</span>
      </Button>
    </form>
  </li>
);

const BulkForm: FC<{ query: JudgeQuery; problem?: Problem }> = ({ query, problem }) => (
  <form
    method="post"
    action="/judge"
    id="bulk"
    class={`panel bulk${problem ? ' govuk-form-group--error' : ''}`}
  >
    <h2 class="govuk-heading-s">Judge the ticked ones together</h2>
    {problem && (
      <p class="govuk-error-message" id="publicationIds">
        <span class="govuk-visually-hidden">Error:</span> {problem.message}
      </p>
    )}
    <input type="hidden" name="part" value={query.part} />
    <input type="hidden" name="page" value={String(query.page)} />
    <div class="to-judge-verdict">
      <Button name="verdict" value="kept">
        Keep ticked
      </Button>
      <ReasonSelect id="reason-bulk" />
      <Button kind="secondary" name="verdict" value="set-aside">
        Set ticked aside
      </Button>
    </div>
  </form>
);

/** Publications that nobody has judged yet: each to be kept, or set aside with a reason. */
export const JudgePage: FC<Given> = ({ query, list, judged, duplicates, problems = [] }) => (
  <Page title="To judge" problems={problems}>
    {judged && judged.publications.length > 0 && <JudgedBanner judged={judged} query={query} />}
    <h1 class="govuk-heading-l">To judge</h1>
    <p class="govuk-body">
      Publications that nobody has judged yet. Keep what the sub-group should know of; set the rest
      aside, with the reason. Nothing is deleted.
    </p>
    {list.total > 0 && <SiftNotes list={list} />}
    {duplicates > 0 && (
      <p class="govuk-body">
        <a class="govuk-link" href="/duplicates">
          {counted(duplicates, 'pair')} of publications {agreeing(duplicates, 'is', 'are')} probably
          the same
        </a>
      </p>
    )}
    <nav class="parts" aria-label="Which publications">
      <ul class="govuk-list">
        {parts.map(({ part, label }) => (
          <li>
            {part === query.part ? (
              <strong aria-current="page">{label}</strong>
            ) : (
              <a class="govuk-link" href={judgeAddress({ part, page: 1 })}>
                {label}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
    {query.part === 'backlog' && (
      <p class="govuk-body">
        These came with the first scan of their source, so they are not news. Those that are kept
        stay out of digests, unless a coordinator puts them in there or{' '}
        <a class="govuk-link" href="/sources">
          lets the source’s first scan in
        </a>
        .
      </p>
    )}
    <p class="govuk-body govuk-!-font-weight-bold">{counted(list.total, 'publication')} to judge</p>
    {list.items.length === 0 ? (
      <p class="govuk-body">
        Nothing waits here. New publications appear after each{' '}
        <a class="govuk-link" href="/sources">
          scan
        </a>
        .
      </p>
    ) : (
      <>
        <ol class="govuk-list judging">
          {list.items.map((item, position) => (
            <Item
              item={item}
              query={query}
              learnedFrom={list.learnedFrom}
              next={list.items[position + 1]?.id ?? list.items[position - 1]?.id ?? null}
            />
          ))}
        </ol>
        <BulkForm query={query} problem={problems[0]} />
        <Pagination
          page={list.page}
          size={list.size}
          total={list.total}
          href={(page: number) => judgeAddress({ part: query.part, page })}
        />
      </>
    )}
  </Page>
);
