import type { FC } from 'hono/jsx';
import { inWords } from '#shared/london.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/messages.tsx';
import { TextInput } from '../components/text-input.tsx';

/** Says that a page shows a day that has passed, and leads back to now. */
export const AsAtNotice: FC<{ asAt: string | null; now: string }> = ({ asAt, now }) =>
  asAt ? (
    <InsetText>
      As at the end of {inWords(asAt)}. Titles of publications are those of today.{' '}
      <a class="govuk-link" href={now}>
        Show it as it is now
      </a>
    </InsetText>
  ) : null;

/** Asks for a day; what else the address asks for is kept. */
export const AsAtForm: FC<{
  action: string;
  asAt: string | null;
  kept?: Record<string, string | undefined>;
}> = ({ action, asAt, kept = {} }) => (
  <form method="get" action={action} class="as-at">
    {Object.entries(kept).map(
      ([name, value]) => value && <input type="hidden" name={name} value={value} />,
    )}
    <TextInput
      name="asAt"
      label="As at a day"
      width="govuk-input--width-10"
      value={asAt}
      hint="For example, 30/09/2026"
    />
    <Button kind="secondary">Show</Button>
  </form>
);
