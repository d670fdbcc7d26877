import type { FC } from 'hono/jsx';
import type { ListToJudge, ToJudge } from '#shared/judging/list-to-judge.ts';
import { randomEvery, smallWeek } from '#shared/judging/sift/order-waiting.ts';
import { counted, quoted } from '#shared/text/in-words.ts';

/** "like 4 you kept: “return home interview”, “text message”". */
function becauseOf({ likeKept, words }: ToJudge['why'], learnedFrom: number): string | null {
  if (words.length === 0) return null;
  const listed = words.map(quoted).join(', ');
  if (likeKept > 0) return `Why here: like ${likeKept} you kept: ${listed}`;
  return learnedFrom === 0
    ? `Why here: the plan speaks of ${listed}`
    : `Why here: what was kept speaks of ${listed}`;
}

/** Why a publication stands where it does, and whether it is shown at random. */
export const WhyHere: FC<{ item: ToJudge; learnedFrom: number }> = ({ item, learnedFrom }) => {
  const why = becauseOf(item.why, learnedFrom);
  if (!item.isRandom && !why) return null;
  return (
    <p class="govuk-body-s why-here">
      {item.isRandom && (
        <>
          <strong class="govuk-tag govuk-tag--grey">Shown at random</strong>{' '}
        </>
      )}
      {why && !item.isRandom && `${why}.`}
    </p>
  );
};

const method =
  'It is a statistical test (Callaghan and Müller-Hansen, 2020): it supposes that just too many are left, and asks how likely it would then be to have found as little as was found lately, had these been drawn at random. An order that is better than chance would have found more, so the answer is on the careful side. It is asked of what has come in since the oldest that waits.';

/** What the test says, in one sentence; none where all are read. */
function stopInWords({ stop, total }: Pick<ListToJudge, 'stop' | 'total'>): string | null {
  if (stop.state === 'small' || total <= smallWeek) return null;
  if (stop.state === 'too-few') return 'When to stop: too few judged to say.';
  if (stop.state === 'enough') {
    return `You may stop here: we are 95% sure that at least 95% of what you would keep has been seen. ${counted(total, 'publication')} would be left unread; none of them is hidden or deleted.`;
  }
  const sure = 'then we are 95% sure that at least 95% of what you would keep has been seen';
  return stop.more >= total
    ? `Of ${total} waiting, all have to be read before we can be 95% sure that at least 95% of what you would keep has been seen.`
    : `Of ${total} waiting, read ${stop.more} more: if none of them is worth keeping, ${sure}.`;
}

/** How the list is ordered, and whether one may stop. */
export const SiftNotes: FC<{ list: Pick<ListToJudge, 'total' | 'stop' | 'learnedFrom'> }> = ({
  list,
}) => {
  const stop = stopInWords(list);
  return (
    <>
      <p class="govuk-body">
        {list.learnedFrom === 0
          ? 'Nothing was judged yet, so the list starts with what speaks of the plan’s own words and themes.'
          : `What resembles what you kept comes first: the order is learned from ${counted(list.learnedFrom, 'verdict')}.`}
        {list.total > smallWeek &&
          ` One in ${randomEvery} is shown at random, so that the list does not narrow to what you already know.`}{' '}
        Nothing is hidden.
      </p>
      {stop && (
        <div class="govuk-inset-text when-to-stop">
          <p class="govuk-body govuk-!-margin-bottom-1">{stop}</p>
          <details class="govuk-details govuk-!-margin-bottom-0">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">How this is known</span>
            </summary>
            <div class="govuk-details__text">
              {method}{' '}
              <a class="govuk-link" href="https://doi.org/10.1186/s13643-020-01521-4">
                Read the paper
              </a>
            </div>
          </details>
        </div>
      )}
    </>
  );
};
