import type { FC } from 'hono/jsx';
import type { ChangedWords as Changed } from '#shared/text/quotation/changed-words.ts';

/** Words with what was taken out and put in, also for those who hear them. */
export const ChangedWords: FC<{ changes: Changed[] }> = ({ changes }) => (
  <>
    {changes.map(({ kind, words }, at) => (
      <>
        {at > 0 && !/^[.,;:!?)\]]/.test(words) && ' '}
        {kind === 'same' && words}
        {kind === 'removed' && (
          <del>
            <span class="govuk-visually-hidden">Removed: </span>
            {words}
          </del>
        )}
        {kind === 'added' && (
          <ins>
            <span class="govuk-visually-hidden">Added: </span>
            {words}
          </ins>
        )}
      </>
    ))}
  </>
);
