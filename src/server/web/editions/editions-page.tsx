import type { FC } from 'hono/jsx';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import { instantInWords } from '#shared/london.ts';
import type { ShownEdition } from '#shared/publications/editions/list-editions.ts';
import { counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { StandingTags } from '../components/standing.tsx';
import { byWhom, ReliesOn, reliesInWords } from './relies-on.tsx';

interface Given {
  list: {
    total: number;
    page: number;
    size: number;
    items: ShownEdition[];
    decided: ShownEdition[];
  };
}

const Named: FC<{ one: NamedPublication }> = ({ one }) => (
  <>
    <a class="govuk-link" href={publicationAddress(one.id)}>
      {one.title}
    </a>
    <StandingTags standing={one.standing} />
    <span class="cell-more">{byWhom(one)}</span>
  </>
);

const whyOf = ({ basis, said }: ShownEdition) => {
  if (said) return `The publisher says: “${said}”`;
  return basis === 'publisher'
    ? 'The publisher says so.'
    : 'Same publisher and title, another year, edition or day.';
};

const Pair: FC<{ pair: ShownEdition }> = ({ pair }) => (
  <li class="panel" id={`edition-${pair.id}`}>
    <h2 class="govuk-heading-s">{whyOf(pair)}</h2>
    <dl class="govuk-summary-list govuk-summary-list--no-border">
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">Newer</dt>
        <dd class="govuk-summary-list__value">
          <Named one={pair.newer} />
        </dd>
      </div>
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">Older</dt>
        <dd class="govuk-summary-list__value">
          <Named one={pair.older} />
        </dd>
      </div>
    </dl>
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          On the older one: {reliesInWords(pair.reliesOn)}
        </span>
      </summary>
      <div class="govuk-details__text">
        <ReliesOn known={pair.reliesOn} />
      </div>
    </details>
    <div class="button-row">
      <form method="post" action={`/editions/${pair.id}/accept`}>
        <Button>
          It is the newer edition<span class="govuk-visually-hidden">: {pair.newer.title}</span>
        </Button>
      </form>
      <form method="post" action={`/editions/${pair.id}/refuse`}>
        <Button kind="secondary">
          It is not<span class="govuk-visually-hidden"> the newer edition: {pair.newer.title}</span>
        </Button>
      </form>
    </div>
  </li>
);

const Decided: FC<{ pair: ShownEdition }> = ({ pair }) => (
  <li class="decided">
    <p class="govuk-body">
      <a class="govuk-link" href={publicationAddress(pair.older.id)}>
        {pair.older.title}
      </a>{' '}
      {pair.state === 'set' ? 'is superseded by' : 'is not superseded by'}{' '}
      <a class="govuk-link" href={publicationAddress(pair.newer.id)}>
        {pair.newer.title}
      </a>
      {pair.decidedAt && `, ${instantInWords(pair.decidedAt)}`}
      {pair.decidedBy
        ? `, by ${pair.decidedBy}`
        : pair.state === 'set' && ', as its publisher says'}
      . {pair.state === 'set' && reliesInWords(pair.reliesOn)}
    </p>
    <form method="post" action={`/editions/${pair.id}/undo`}>
      <button type="submit" class="link-button">
        Undo<span class="govuk-visually-hidden">: {pair.older.title}</span>
      </button>
    </form>
  </li>
);

/** What is likely a newer edition of something in the library, for a person to decide. */
export const EditionsPage: FC<Given> = ({ list }) => (
  <Page title="Newer editions" breadcrumbs={[{ text: 'Action plans', href: '/plans' }]}>
    <h1 class="govuk-heading-l">Newer editions</h1>
    <p class="govuk-body">
      What publishers say of newer editions, and what has the same publisher and title with another
      year. Where a publisher says so and links to it, it is set by itself and stands below. Whoever
      relies on an older edition finds it under{' '}
      <a class="govuk-link" href="/links/changed">
        Changed since you relied on it
      </a>
      .
    </p>
    <p class="govuk-body govuk-!-font-weight-bold">{counted(list.total, 'pair')} to decide</p>
    {list.items.length === 0 ? (
      <p class="govuk-body">Nothing waits here. Pairs appear after each scan.</p>
    ) : (
      <>
        <ol class="govuk-list">
          {list.items.map((pair) => (
            <Pair pair={pair} />
          ))}
        </ol>
        <Pagination {...list} href={(page: number) => `/editions?page=${page}`} />
      </>
    )}
    {list.decided.length > 0 && (
      <section aria-labelledby="decided-heading">
        <h2 class="govuk-heading-m" id="decided-heading">
          Decided last
        </h2>
        <ul class="govuk-list">
          {list.decided.map((pair) => (
            <Decided pair={pair} />
          ))}
        </ul>
      </section>
    )}
  </Page>
);
