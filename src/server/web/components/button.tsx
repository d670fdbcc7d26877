import type { FC, PropsWithChildren } from 'hono/jsx';

interface Props {
  kind?: 'primary' | 'secondary' | 'warning';
  name?: string;
  value?: string;
  /** A link that looks like a button, for going somewhere rather than doing something. */
  href?: string;
  formaction?: string;
}

export const Button: FC<PropsWithChildren<Props>> = ({
  kind = 'primary',
  href,
  children,
  ...rest
}) => {
  const classes = `govuk-button${kind === 'primary' ? '' : ` govuk-button--${kind}`}`;
  return href ? (
    <a href={href} role="button" draggable={false} class={classes} data-module="govuk-button">
      {children}
    </a>
  ) : (
    <button
      type="submit"
      class={classes}
      data-module="govuk-button"
      data-prevent-double-click="true"
      {...rest}
    >
      {children}
    </button>
  );
};
