import type { FC } from 'hono/jsx';
import { personalDataHint } from '#shared/notices.ts';
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx';

interface Props extends FieldProps {
  value?: string | null | undefined;
  rows?: number;
  /** False for boxes that nobody writes prose into. */
  isProse?: boolean;
}

/** A box for free text; what must not go into it is said under it. */
export const Textarea: FC<Props> = ({ value, rows = 4, isProse = true, ...field }) => {
  const id = field.id ?? field.name;
  const note = isProse ? `${id}-note` : undefined;
  return (
    <FormGroup {...field}>
      <textarea
        class={`govuk-textarea${field.problem ? ' govuk-textarea--error' : ''}`}
        id={id}
        name={field.name}
        rows={rows}
        aria-describedby={[describedBy(id, field), note].filter(Boolean).join(' ') || undefined}
      >
        {value ?? ''}
      </textarea>
      {note && (
        <p id={note} class="govuk-hint free-text-note">
          {personalDataHint}
        </p>
      )}
    </FormGroup>
  );
};
