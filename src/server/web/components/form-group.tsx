import type { FC, PropsWithChildren } from 'hono/jsx';

/** What every field of a form has. */
export interface FieldProps {
  name: string;
  label: string;
  /** Defaults to the name; error summaries link to it. */
  id?: string | undefined;
  hint?: string | undefined;
  /** The message of the problem with this field, if there is one. */
  problem?: string | undefined;
  /** For pages that ask one thing: the label is the heading. */
  labelClass?: string | undefined;
}

export const describedBy = (id: string, { hint, problem }: Pick<FieldProps, 'hint' | 'problem'>) =>
  [hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

export const Hint: FC<{ id: string; hint: string | undefined }> = ({ id, hint }) =>
  hint ? (
    <div id={`${id}-hint`} class="govuk-hint">
      {hint}
    </div>
  ) : null;

export const ErrorMessage: FC<{ id: string; problem: string | undefined }> = ({ id, problem }) =>
  problem ? (
    <p id={`${id}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">Error:</span> {problem}
    </p>
  ) : null;

/** Label, hint and error around a field. */
export const FormGroup: FC<PropsWithChildren<FieldProps>> = ({ children, ...field }) => {
  const id = field.id ?? field.name;
  return (
    <div class={`govuk-form-group${field.problem ? ' govuk-form-group--error' : ''}`}>
      <label class={`govuk-label${field.labelClass ? ` ${field.labelClass}` : ''}`} for={id}>
        {field.label}
      </label>
      <Hint id={id} hint={field.hint} />
      <ErrorMessage id={id} problem={field.problem} />
      {children}
    </div>
  );
};
