import type { FC } from 'hono/jsx';
import type { ToJudge } from '#shared/judging/list-to-judge.ts';
import type { SiftView } from '#shared/sift/show-sift.ts';
import { quoted } from '#shared/text/in-words.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Pagination } from '../components/pagination.tsx';
import { StandingTags } from '../components/standing.tsx';
import { PublicationLine } from '../publications/publication-line.tsx';
import { ReasonSelect } from './judge-forms.tsx';
import { type Place, siftAddress } from './place.ts';

const Line: FC<{ item: ToJudge; place: Place; isCurrent: boolean; isTicked: boolean }> = ({
  item,
  place,
  isCurrent,
  isTicked,
}) => (
  <li class={`sift-line${isCurrent ? ' sift-line--current' : ''}`}>
    <div class="govuk-checkboxes govuk-checkboxes--small sift-tick">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          type="checkbox"
          id={`tick-${item.id}`}
          name="publicationIds"
          value={String(item.id)}
          form="bulk"
          checked={isTicked}
        />
        <label class="govuk-label govuk-checkboxes__label" for={`tick-${item.id}`}>
          <span class="govuk-visually-hidden">Tick {item.title}</span>
        </label>
      </div>
    </div>
    <div>
      <a
        class="govuk-link sift-line-title"
        href={siftAddress({ ...place, item: item.id, done: undefined }, 'reading')}
        aria-current={isCurrent ? 'true' : undefined}
        data-sift-item={item.id}
      >
        {item.title}
      </a>
      <PublicationLine {...item} type={null} region={null} />
      <StandingTags standing={item.standing} />
      <p class="sift-marks">
        {item.isRandom && <span class="govuk-tag govuk-tag--grey">At random</span>}
        {item.later && (
          <span class="govuk-tag govuk-tag--yellow">{item.later.isBack ? 'Back' : 'Later'}</span>
        )}
        {item.asked && (
          <span class="govuk-tag govuk-tag--purple">
            {item.asked.answeredAt ? `From ${item.asked.to.name}` : item.asked.to.name}
          </span>
        )}
        {item.why.words.length > 0 && !item.isRandom && (
          <span class="quiet">{item.why.words.map(quoted).join(', ')}</span>
        )}
      </p>
    </div>
  </li>
);

/** All of the ticked ones, or none of them. */
const Bulk: FC<{ place: Place; problem: Problem | undefined }> = ({ place, problem }) => (
  <form
    method="post"
    action="/sift/several"
    id="bulk"
    class={`panel bulk${problem ? ' govuk-form-group--error' : ''}`}
  >
    <h2 class="govuk-heading-s">Judge the ticked ones together</h2>
    <p class="govuk-body-s">All of them, or, where one was judged meanwhile, none.</p>
    {problem && (
      <p class="govuk-error-message" id="publicationIds">
        <span class="govuk-visually-hidden">Error:</span> {problem.message}
      </p>
    )}
    <input type="hidden" name="part" value={place.part} />
    <input type="hidden" name="list" value={place.list} />
    {place.page !== undefined && <input type="hidden" name="page" value={String(place.page)} />}
    <Button kind="secondary" name="verdict" value="kept">
      Keep ticked
    </Button>
    <ReasonSelect id="reason-bulk" />
    <Button kind="secondary" name="verdict" value="set-aside">
      Set ticked aside
    </Button>
  </form>
);

/** What waits, beside what is read; several may be ticked and judged together. */
export const SiftListing: FC<{
  view: SiftView;
  place: Place;
  ticked: string[];
  problem: Problem | undefined;
}> = ({ view, place, ticked, problem }) => (
  <section class="sift-list" aria-label="What waits">
    <ol class="govuk-list" start={(view.page - 1) * view.size + 1}>
      {view.items.map((item) => (
        <Line
          item={item}
          place={{ ...place, page: view.page }}
          isCurrent={item.id === view.current?.id}
          isTicked={ticked.includes(String(item.id))}
        />
      ))}
    </ol>
    <Pagination
      page={view.page}
      size={view.size}
      total={view.total}
      href={(page: number) => siftAddress({ part: place.part, list: place.list, page })}
    />
    {view.items.length > 0 && <Bulk place={{ ...place, page: view.page }} problem={problem} />}
  </section>
);
