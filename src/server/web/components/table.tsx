import type { Child, FC } from 'hono/jsx';

export interface Column {
  text: string;
  isNumeric?: boolean;
}

interface Props {
  caption: string;
  isCaptionHidden?: boolean;
  columns: Column[];
  rows: Child[][];
}

/** More columns than this are set smaller on a screen of middling width. */
const manyColumns = 5;

/**
 * A table that becomes a list of cards on a narrow screen: each cell carries its column's name
 * (`data-label`), which app.css shows there.
 */
export const Table: FC<Props> = ({ caption, isCaptionHidden, columns, rows }) => (
  <table
    class={`govuk-table table-cards${columns.length > manyColumns ? ' table-cards--many' : ''}`}
  >
    <caption
      class={
        isCaptionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'
      }
    >
      {caption}
    </caption>
    <thead class="govuk-table__head">
      <tr class="govuk-table__row">
        {columns.map(({ text, isNumeric }) => (
          <th
            scope="col"
            class={`govuk-table__header${isNumeric ? ' govuk-table__header--numeric' : ''}`}
          >
            {text}
          </th>
        ))}
      </tr>
    </thead>
    <tbody class="govuk-table__body">
      {rows.map((cells) => (
        <tr class="govuk-table__row">
          {cells.map((cell, at) => (
            <td
              class={`govuk-table__cell${columns[at]?.isNumeric ? ' govuk-table__cell--numeric' : ''}`}
              data-label={columns[at]?.text}
            >
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
