import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Flash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';

export const ErrorSummary: FC<{ problems: Problem[] }> = ({ problems }) => (
  <div class="govuk-error-summary" data-module="govuk-error-summary">
    <div role="alert">
      <h2 class="govuk-error-summary__title">There is a problem</h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-list govuk-error-summary__list">
          {problems.map(({ field, message }) => (
            <li>{field ? <a href={`#${field}`}>{message}</a> : message}</li>
          ))}
        </ul>
      </div>
    </div>
  </div>
);

/** What has just been done, and how to take it back. */
export const NotificationBanner: FC<
  PropsWithChildren<{ isSuccess?: boolean; undo?: Flash['undo'] | undefined }>
> = ({ isSuccess = true, undo, children }) => (
  <div
    class={`govuk-notification-banner${isSuccess ? ' govuk-notification-banner--success' : ''}`}
    role={isSuccess ? 'alert' : 'region'}
    aria-labelledby="govuk-notification-banner-title"
    data-module="govuk-notification-banner"
  >
    <div class="govuk-notification-banner__header">
      <h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">
        {isSuccess ? 'Done' : 'Important'}
      </h2>
    </div>
    <div class="govuk-notification-banner__content">
      <p class="govuk-notification-banner__heading">{children}</p>
      {undo && (
        <form method="post" action={undo.action}>
          {Object.entries(undo.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="link-button">
            {undo.text}
          </button>
        </form>
      )}
    </div>
  </div>
);

export const InsetText: FC<PropsWithChildren> = ({ children }) => (
  <div class="govuk-inset-text">{children}</div>
);

export const WarningText: FC<PropsWithChildren> = ({ children }) => (
  <div class="govuk-warning-text">
    <span class="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">Warning</span>
      {children}
    </strong>
  </div>
);

export const Details: FC<PropsWithChildren<{ summary: string; isOpen?: boolean }>> = ({
  summary,
  isOpen,
  children,
}) => (
  <details class="govuk-details" open={isOpen}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
);

export type TagColour =
  | 'grey'
  | 'green'
  | 'teal'
  | 'blue'
  | 'purple'
  | 'magenta'
  | 'red'
  | 'orange'
  | 'yellow';

/** A state in words; the colour only supports it. Whole, it stays on one line where there is room. */
export const Tag: FC<PropsWithChildren<{ colour?: TagColour; isWhole?: boolean }>> = ({
  colour,
  isWhole,
  children,
}) => (
  <strong
    class={`govuk-tag${colour ? ` govuk-tag--${colour}` : ''}${isWhole ? ' govuk-tag--whole' : ''}`}
  >
    {children}
  </strong>
);

export interface Crumb {
  text: string;
  href: string;
}

export const Breadcrumbs: FC<{ items: Crumb[] }> = ({ items }) => (
  <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
    <ol class="govuk-breadcrumbs__list">
      {items.map(({ text, href }) => (
        <li class="govuk-breadcrumbs__list-item">
          <a class="govuk-breadcrumbs__link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ol>
  </nav>
);
