import type { FC } from 'hono/jsx';
import { inWords, londonDay } from '#shared/london.ts';
import type { ShownChange } from '#shared/vocabulary/list-changes.ts';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Pagination } from '../components/pagination.tsx';
import { Table } from '../components/table.tsx';

const crumbs = [{ text: 'Vocabulary', href: '/vocabulary' }];

/** What was changed, each with a way back. */
export const VocabularyChangesPage: FC<{
  list: { total: number; page: number; size: number; items: ShownChange[] };
  mayChange: boolean;
}> = ({ list, mayChange }) => (
  <Page title="Changes to the vocabulary" breadcrumbs={crumbs}>
    <h1 class="govuk-heading-l">Changes to the vocabulary</h1>
    {list.items.length === 0 ? (
      <InsetText>Nothing has been changed yet.</InsetText>
    ) : (
      <Table
        caption="Changes"
        isCaptionHidden
        columns={[
          { text: 'What' },
          { text: 'When' },
          { text: 'By' },
          ...(mayChange ? [{ text: 'Undo' }] : []),
        ]}
        rows={list.items.map(({ id, words, changedAt, changedBy, undoneAt }) => [
          words,
          inWords(londonDay(changedAt)),
          changedBy ?? '–',
          ...(mayChange
            ? [
                undoneAt ? (
                  'Undone'
                ) : (
                  <form method="post" action={`/vocabulary/changes/${id}/undo`}>
                    <button type="submit" class="link-button">
                      Undo<span class="govuk-visually-hidden">: {words}</span>
                    </button>
                  </form>
                ),
              ]
            : []),
        ])}
      />
    )}
    <Pagination {...list} href={(page) => `/vocabulary/changes?page=${page}`} />
  </Page>
);
