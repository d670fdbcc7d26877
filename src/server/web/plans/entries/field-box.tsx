import type { FC } from 'hono/jsx';
import { vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import { type EntryFieldName, entryField } from '#shared/plans/fields/entry-fields.ts';
import type { KnownConcepts } from '#shared/plans/fields/field-kinds.ts';
import { messageFor, type Problem } from '../../../request/forms.ts';
import { Checkboxes, Radios } from '../../components/choices.tsx';
import type { FieldProps } from '../../components/form-group.tsx';
import { Details } from '../../components/messages.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Textarea } from '../../components/textarea.tsx';

/** A form as it was sent, to be shown again. */
export type Typed = Record<string, unknown>;

/** Facets that say what a publication is, not what an entry is about. */
const notOfEntries = new Set(['type', 'region']);

/** Concepts to tick, by facet; what is ticked already stands open. */
const ConceptBoxes: FC<{ field: FieldProps; known: KnownConcepts; chosen: string[] }> = ({
  field,
  known,
  chosen,
}) => (
  <div class={`govuk-form-group${field.problem ? ' govuk-form-group--error' : ''}`} id={field.name}>
    <h2 class="govuk-heading-s">{field.label}</h2>
    {field.problem && <p class="govuk-error-message">{field.problem}</p>}
    {/* Something is sent when nothing is ticked: then the entry has none. */}
    <input type="hidden" name={field.name} value="" />
    {vocabularyFacets
      .filter(({ key }) => !notOfEntries.has(key))
      .map(({ key, label }) => {
        const items = [...known.concepts]
          .filter(([, { facet }]) => facet === key)
          .map(([id, concept]) => ({ value: id, text: concept.label }));
        const ticked = items.filter(({ value }) => chosen.includes(value)).map(({ text }) => text);
        return (
          <Details summary={ticked.length > 0 ? `${label}: ${ticked.join(', ')}` : label}>
            <Checkboxes
              name={field.name}
              id={`${field.name}-${key}`}
              label={label}
              items={items}
              values={chosen}
              isSmall
            />
          </Details>
        );
      })}
  </div>
);

/** The box in which a form asks for a field of an entry, as the table of fields has it. */
export const FieldBox: FC<{
  name: EntryFieldName;
  /** The value as it is kept. */
  value: unknown;
  /** What was typed, when the form is shown again. */
  typed?: Typed | undefined;
  problems: Problem[];
  known: KnownConcepts;
}> = ({ name, value, typed, problems, known }) => {
  const { label, hint, box, write } = entryField(name);
  const field = { name, label, hint, problem: messageFor(problems, name) };
  const given = typed?.[name];
  const text = typeof given === 'string' ? given : write(value);
  if (box.kind === 'concepts') {
    const chosen = given === undefined ? value : given;
    return (
      <ConceptBoxes
        field={field}
        known={known}
        chosen={[chosen].flat().filter((one) => typeof one === 'string')}
      />
    );
  }
  if (box.kind === 'prose') return <Textarea {...field} value={text} rows={box.rows} />;
  if (box.kind === 'owners') return <Textarea {...field} value={text} rows={3} />;
  if (box.kind === 'select') return <Select {...field} options={[...box.options]} value={text} />;
  if (box.kind === 'radios')
    return (
      <Radios
        {...field}
        items={[...box.options, { value: '', text: box.open }]}
        value={text}
        isSmall
      />
    );
  return <TextInput {...field} value={text} {...(box.width ? { width: box.width } : {})} />;
};
