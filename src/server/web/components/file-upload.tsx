import type { FC } from 'hono/jsx';
import { describedBy, type FieldProps, FormGroup } from './form-group.tsx';

export const FileUpload: FC<FieldProps & { accept?: string }> = ({ accept, ...field }) => {
  const id = field.id ?? field.name;
  return (
    <FormGroup {...field}>
      <input
        class={`govuk-file-upload${field.problem ? ' govuk-file-upload--error' : ''}`}
        id={id}
        name={field.name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, field)}
      />
    </FormGroup>
  );
};
