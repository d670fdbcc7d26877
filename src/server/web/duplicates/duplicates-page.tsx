import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { DuplicatePair, DuplicateSide } from '#shared/publications/list-duplicates.ts';
import { counted } from '#shared/text/in-words.ts';
import { publicationAddress } from '../../request/addresses.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Standing } from '../components/standing.tsx';
import { PublicationLine, StatusTag } from '../publications/publication-line.tsx';

interface Given {
  list: {
    total: number;
    page: number;
    size: number;
    items: DuplicatePair[];
    decided: DuplicatePair[];
  };
}

const Side: FC<{ side: DuplicateSide; pair: DuplicatePair }> = ({ side, pair }) => (
  <div class="duplicate-side">
    <h3 class="govuk-heading-s">
      <a class="govuk-link" href={publicationAddress(side.id)}>
        {side.title}
      </a>
    </h3>
    <PublicationLine {...side} type={null} region={null} />
    <Standing standing={side.standing} />
    <p class="govuk-body-s">
      <StatusTag status={side.status} /> Seen at {side.seenAt.join(', ')}.
      {side.linkCount > 0 && ` ${counted(side.linkCount, 'link')} to the plan.`}
    </p>
    {side.url && <span class="address">{side.url}</span>}
    <form method="post" action={`/duplicates/${pair.id}/merge`}>
      <input type="hidden" name="keptId" value={String(side.id)} />
      <Button kind="secondary">
        Merge, and keep this one<span class="govuk-visually-hidden">: {side.title}</span>
      </Button>
    </form>
  </div>
);

const Pair: FC<{ pair: DuplicatePair }> = ({ pair }) => (
  <li class="duplicate panel" id={`pair-${pair.id}`}>
    <h2 class="govuk-heading-s">{pair.likeness}</h2>
    <div class="duplicate-sides">
      <Side side={pair.first} pair={pair} />
      <Side side={pair.second} pair={pair} />
    </div>
    <form method="post" action={`/duplicates/${pair.id}/apart`}>
      <Button>
        Keep apart
        <span class="govuk-visually-hidden">
          : {pair.first.title} and {pair.second.title}
        </span>
      </Button>
    </form>
  </li>
);

const Decided: FC<{ pair: DuplicatePair }> = ({ pair }) => {
  const kept = pair.keptId === pair.second.id ? pair.second : pair.first;
  const other = kept === pair.first ? pair.second : pair.first;
  return (
    <li class="decided">
      <p class="govuk-body">
        <a class="govuk-link" href={publicationAddress(other.id)}>
          {other.title}
        </a>{' '}
        ({other.publisher}) {pair.state === 'merged' ? 'was merged into' : 'was kept apart from'}{' '}
        <a class="govuk-link" href={publicationAddress(kept.id)}>
          {kept.title}
        </a>{' '}
        ({kept.publisher}){pair.decidedAt && `, ${instantInWords(pair.decidedAt)}`}
        {pair.decidedBy && `, by ${pair.decidedBy}`}.
      </p>
      <form method="post" action={`/duplicates/${pair.id}/undo`}>
        <button type="submit" class="link-button">
          Undo<span class="govuk-visually-hidden">: {other.title}</span>
        </button>
      </form>
    </li>
  );
};

/** Publications whose texts are nearly the same, side by side, for a person to decide. */
export const DuplicatesPage: FC<Given> = ({ list }) => (
  <Page title="Probably the same" breadcrumbs={[{ text: 'Sift', href: '/sift' }]}>
    <h1 class="govuk-heading-l">Probably the same</h1>
    <p class="govuk-body">
      Publications from different places whose texts are nearly the same. Merge them when they are
      one: the one kept gets the other’s sightings, links, themes and tags. Keep them apart when
      they are two, such as two years of one report. Either can be undone, and nothing is deleted.
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
        <Pagination
          page={list.page}
          size={list.size}
          total={list.total}
          href={(page: number) => `/duplicates?page=${page}`}
        />
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
