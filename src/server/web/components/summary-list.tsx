import type { Child, FC } from 'hono/jsx';

export interface SummaryRow {
  key: string;
  value: Child;
  action?: { text: string; href: string } | undefined;
}

export const SummaryList: FC<{ rows: SummaryRow[] }> = ({ rows }) => (
  <dl class="govuk-summary-list">
    {rows.map(({ key, value, action }) => (
      <div class={`govuk-summary-list__row${action ? '' : ' govuk-summary-list__row--no-actions'}`}>
        <dt class="govuk-summary-list__key">{key}</dt>
        <dd class="govuk-summary-list__value">{value}</dd>
        {action && (
          <dd class="govuk-summary-list__actions">
            <a class="govuk-link" href={action.href}>
              {action.text}
              <span class="govuk-visually-hidden"> {key.toLowerCase()}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
