import type { FC } from 'hono/jsx';
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx';

export interface Option {
  value: string;
  text: string;
}

interface Props extends FieldProps {
  /** A list, or lists under headings. */
  options?: Option[];
  groups?: { label: string; options: Option[] }[];
  value?: string | null | undefined;
  /** An empty first choice, such as "Choose an entry". */
  prompt?: string;
}

const Options: FC<{ options: Option[]; value: string | null | undefined }> = ({
  options,
  value,
}) => (
  <>
    {options.map((option) => (
      <option value={option.value} selected={option.value === value}>
        {option.text}
      </option>
    ))}
  </>
);

export const Select: FC<Props> = ({ options = [], groups = [], value, prompt, ...field }) => {
  const id = field.id ?? field.name;
  return (
    <FormGroup {...field}>
      <select
        class={`govuk-select${field.problem ? ' govuk-select--error' : ''}`}
        id={id}
        name={field.name}
        aria-describedby={describedBy(id, field)}
      >
        {prompt && <option value="">{prompt}</option>}
        <Options options={options} value={value} />
        {groups.map((group) => (
          <optgroup label={group.label}>
            <Options options={group.options} value={value} />
          </optgroup>
        ))}
      </select>
    </FormGroup>
  );
};
