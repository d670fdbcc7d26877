import type { FC } from 'hono/jsx';
import { addressOf } from '../assets.ts';

/**
 * Stands where a page waits for the worker: a link by which everybody looks again. With JavaScript
 * look-again.js follows it by itself, brings in place what has changed inside `data-live` elements,
 * says `data-says` texts that are new, and can be stopped (WCAG 2.2.2). A page never reloads itself:
 * that would take it away from whoever is reading it (WCAG 2.2.1, 3.2.5).
 */
export const LookAgain: FC<{ href: string }> = ({ href }) => (
  <>
    <p class="button-row no-print" data-looks-again>
      <a class="govuk-link" href={href}>
        Look again
      </a>
    </p>
    <script type="module" src={addressOf('look-again.js')} />
  </>
);
