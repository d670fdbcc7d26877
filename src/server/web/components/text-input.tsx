import type { FC } from 'hono/jsx';
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx';

interface Props extends FieldProps {
  value?: string | null | undefined;
  type?: string;
  autocomplete?: string;
  inputmode?: 'email' | 'numeric' | 'search' | 'url';
  /** One of govuk-frontend's width classes, "govuk-input--width-10". */
  width?: string;
  spellcheck?: boolean;
}

export const TextInput: FC<Props> = ({
  value,
  type = 'text',
  width,
  autocomplete,
  inputmode,
  spellcheck,
  ...field
}) => {
  const id = field.id ?? field.name;
  return (
    <FormGroup {...field}>
      <input
        class={['govuk-input', width, field.problem ? 'govuk-input--error' : '']
          .filter(Boolean)
          .join(' ')}
        id={id}
        name={field.name}
        type={type}
        value={value ?? undefined}
        autocomplete={autocomplete}
        inputmode={inputmode}
        spellcheck={spellcheck}
        aria-describedby={describedBy(id, field)}
      />
    </FormGroup>
  );
};
