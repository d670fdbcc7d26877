import type { FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { TextInput } from '../../components/text-input.tsx';
import { Textarea } from '../../components/textarea.tsx';

/** The words that a link relies on, and the page on which they stand. */
export const QuotationFields: FC<{
  hint: string;
  rows: number;
  typed: Record<string, string | undefined>;
  problems: Problem[];
}> = ({ hint, rows, typed, problems }) => (
  <>
    <Textarea
      name="quote"
      label="Quotation (optional)"
      hint={hint}
      value={typed.quote}
      rows={rows}
      isProse={false}
      problem={messageFor(problems, 'quote')}
    />
    <TextInput
      name="page"
      label="Page (optional)"
      inputmode="numeric"
      width="govuk-input--width-4"
      value={typed.page}
      problem={messageFor(problems, 'page')}
    />
  </>
);
