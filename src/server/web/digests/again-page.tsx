import type { FC } from 'hono/jsx';
import { longestReason } from '#shared/digests/choose-for-digest.ts';
import { subjectOf } from '#shared/digests/render-message.tsx';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { inWords } from '#shared/london.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Textarea } from '../components/textarea.tsx';

/** Asks why a publication that went out before goes out once more. */
export const AgainPage: FC<{
  digest: Pick<DigestView, 'week' | 'endsOn'>;
  publication: { id: number; title: string };
  wentWith: { week: string; endsOn: string }[];
  reason?: string;
  problems?: Problem[];
}> = ({ digest, publication, wentWith, reason, problems = [] }) => (
  <Page
    title="Send it once more"
    problems={problems}
    breadcrumbs={[
      { text: 'Digests', href: '/digests' },
      { text: subjectOf(digest), href: `/digests/${digest.week}` },
    ]}
  >
    <span class="govuk-caption-l">{publication.title}</span>
    <h1 class="govuk-heading-l">Send it once more?</h1>
    {wentWith.length > 0 && (
      <p class="govuk-body">
        It was in the digest for the week to{' '}
        {wentWith.map(({ endsOn }) => inWords(endsOn)).join(', ')}. People who got that one get it
        again with the digest for the week to {inWords(digest.endsOn)}, and read why.
      </p>
    )}
    <form method="post" action={`/digests/${digest.week}/again`} novalidate>
      <input type="hidden" name="publicationId" value={String(publication.id)} />
      <Textarea
        name="reason"
        label="Why does it go out once more?"
        hint={`A sentence that readers see with it, such as “The duty in chapter 3 was changed”. At most ${longestReason} characters.`}
        value={reason}
        problem={messageFor(problems, 'reason')}
        rows={3}
      />
      <div class="button-row">
        <Button>Put it in</Button>
        <a class="govuk-link" href={`/digests/${digest.week}`}>
          Cancel
        </a>
      </div>
    </form>
  </Page>
);
