import type { Child, FC, PropsWithChildren } from 'hono/jsx';
import { InsetText } from './messages.tsx';
import { Pagination } from './pagination.tsx';
import { type Column, Table } from './table.tsx';

/** What adds to a list: its fields are the children. */
interface AddForm {
  /** "Add a subscriber" */
  title: string;
  /** Where it is sent. */
  action: string;
  button: Child;
  /** What follows from adding, where that is worth saying. */
  about?: string;
}

interface Props {
  caption: string;
  isCaptionShown?: boolean;
  columns: Column[];
  rows: Child[][];
  /** Said where there is nothing yet. */
  none: string;
  /** Where the list has pages. */
  paging?: { page: number; size: number; total: number; href(page: number): string } | undefined;
  /** Left out: whoever looks may not add. */
  add?: AddForm | undefined;
}

const Add: FC<PropsWithChildren<{ form: AddForm }>> = ({ form, children }) => (
  <section class="panel no-print">
    <h2 class="govuk-heading-m">{form.title}</h2>
    {form.about && <p class="govuk-body">{form.about}</p>}
    <form method="post" action={form.action} novalidate>
      {children}
      {form.button}
    </form>
  </section>
);

/** A list of what people added, page by page, and the form that adds one more. */
export const GrowingList: FC<PropsWithChildren<Props>> = ({
  caption,
  isCaptionShown = false,
  columns,
  rows,
  none,
  paging,
  add,
  children,
}) => (
  <>
    {rows.length === 0 && (paging?.total ?? 0) === 0 ? (
      <InsetText>{none}</InsetText>
    ) : (
      <Table caption={caption} isCaptionHidden={!isCaptionShown} columns={columns} rows={rows} />
    )}
    {paging && <Pagination {...paging} />}
    {add && <Add form={add}>{children}</Add>}
  </>
);

/** A button in a row of a list, and of which row, for who does not see where it stands. */
export const RowButton: FC<{ action: string; text: string; of: string }> = ({
  action,
  text,
  of,
}) => (
  <form method="post" action={action}>
    <button type="submit" class="link-button">
      {text}
      <span class="govuk-visually-hidden"> {of}</span>
    </button>
  </form>
);
