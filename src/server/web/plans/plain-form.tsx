import type { Child, FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Checkboxes, type ChoiceItem, Radios } from '../components/choices.tsx';
import type { FieldProps } from '../components/form-group.tsx';
import type { Crumb } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';

/** One box of a form. */
export interface PlainBox {
  name: string;
  label: string;
  hint?: string | undefined;
  kind: 'line' | 'short' | 'prose' | 'radios' | 'select' | 'tick';
  value?: string | null | undefined;
  items?: ChoiceItem[];
  /** What a select has first, for no choice. */
  prompt?: string;
}

const Box: FC<{ box: PlainBox; value: string; problem: string | undefined }> = ({
  box: { name, label, hint, kind, items = [], prompt },
  value,
  problem,
}) => {
  const field: FieldProps = { name, label, hint, problem };
  if (kind === 'prose') return <Textarea {...field} value={value} rows={4} />;
  if (kind === 'radios') return <Radios {...field} items={items} value={value} isSmall />;
  if (kind === 'select')
    return <Select {...field} options={items} value={value} {...(prompt ? { prompt } : {})} />;
  if (kind === 'tick')
    return <Checkboxes {...field} items={items} values={value ? [value] : []} isSmall />;
  return (
    <TextInput
      {...field}
      value={value}
      {...(kind === 'short' ? { width: 'govuk-input--width-10' } : {})}
    />
  );
};

export interface PlainFormProps {
  title: string;
  crumbs: Crumb[];
  /** Where it is sent, and where "Cancel" leads. */
  action: string;
  back: string;
  button: string;
  boxes: PlainBox[];
  /** What stands before the boxes. */
  children?: Child;
  problems?: Problem[];
  /** What was typed, when the form is shown again. */
  typed?: Record<string, unknown> | undefined;
  isWarning?: boolean;
}

/** A page with one form of plain boxes: what was typed is still there when it is shown again. */
export const PlainForm: FC<PlainFormProps> = ({
  title,
  crumbs,
  action,
  back,
  button,
  boxes,
  children,
  problems = [],
  typed,
  isWarning,
}) => (
  <Page title={title} problems={problems} breadcrumbs={crumbs}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">{title}</h1>
        {children}
        <form method="post" action={action} novalidate>
          {boxes.map((box) => {
            const sent = typed?.[box.name];
            const value = typed ? (typeof sent === 'string' ? sent : '') : (box.value ?? '');
            return <Box box={box} value={value} problem={messageFor(problems, box.name)} />;
          })}
          <div class="button-row">
            <Button {...(isWarning ? { kind: 'warning' } : {})}>{button}</Button>
            <a class="govuk-link" href={back}>
              Cancel
            </a>
          </div>
        </form>
      </div>
    </div>
  </Page>
);
