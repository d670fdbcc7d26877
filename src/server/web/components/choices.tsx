import type { FC, PropsWithChildren } from 'hono/jsx';
import { describedBy, ErrorMessage, type FieldProps, Hint } from './form-group.tsx';

export interface ChoiceItem {
  value: string;
  text: string;
  hint?: string | undefined;
}

interface ChoicesProps extends FieldProps {
  items: ChoiceItem[];
  isSmall?: boolean;
  isInline?: boolean;
}

const Fieldset: FC<PropsWithChildren<FieldProps>> = ({ children, ...field }) => {
  const id = field.id ?? field.name;
  return (
    <div class={`govuk-form-group${field.problem ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(id, field)}>
        <legend class={`govuk-fieldset__legend ${field.labelClass ?? 'govuk-fieldset__legend--s'}`}>
          {field.label}
        </legend>
        <Hint id={id} hint={field.hint} />
        <ErrorMessage id={id} problem={field.problem} />
        {children}
      </fieldset>
    </div>
  );
};

/** The first choice has the field's own id, so that error summaries lead to it. */
const idOf = (id: string, at: number) => (at === 0 ? id : `${id}-${at + 1}`);

const Item: FC<{
  kind: 'radios' | 'checkboxes';
  id: string;
  name: string;
  item: ChoiceItem;
  isChecked: boolean;
}> = ({ kind, id, name, item, isChecked }) => (
  <div class={`govuk-${kind}__item`}>
    <input
      class={`govuk-${kind}__input`}
      id={id}
      name={name}
      type={kind === 'radios' ? 'radio' : 'checkbox'}
      value={item.value}
      checked={isChecked}
      aria-describedby={item.hint ? `${id}-item-hint` : undefined}
    />
    <label class={`govuk-label govuk-${kind}__label`} for={id}>
      {item.text}
    </label>
    {item.hint && (
      <div id={`${id}-item-hint`} class={`govuk-hint govuk-${kind}__hint`}>
        {item.hint}
      </div>
    )}
  </div>
);

export const Radios: FC<ChoicesProps & { value?: string | null | undefined }> = ({
  items,
  value,
  isSmall,
  isInline,
  ...field
}) => (
  <Fieldset {...field}>
    <div
      class={[
        'govuk-radios',
        isSmall ? 'govuk-radios--small' : '',
        isInline ? 'govuk-radios--inline' : '',
      ]
        .filter(Boolean)
        .join(' ')}
      data-module="govuk-radios"
    >
      {items.map((item, at) => (
        <Item
          kind="radios"
          id={idOf(field.id ?? field.name, at)}
          name={field.name}
          item={item}
          isChecked={item.value === value}
        />
      ))}
    </div>
  </Fieldset>
);

export const Checkboxes: FC<ChoicesProps & { values?: readonly string[] }> = ({
  items,
  values = [],
  isSmall,
  isInline: _,
  ...field
}) => (
  <Fieldset {...field}>
    <div
      class={`govuk-checkboxes${isSmall ? ' govuk-checkboxes--small' : ''}`}
      data-module="govuk-checkboxes"
    >
      {items.map((item, at) => (
        <Item
          kind="checkboxes"
          id={idOf(field.id ?? field.name, at)}
          name={field.name}
          item={item}
          isChecked={values.includes(item.value)}
        />
      ))}
    </div>
  </Fieldset>
);
