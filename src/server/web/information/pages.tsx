import type { FC } from 'hono/jsx';
import { Page } from '../components/page.tsx';
import { SummaryList } from '../components/summary-list.tsx';

const words: [string, string][] = [
  ['Source', 'A place we look: a feed, a standing question to an API, or people adding by hand.'],
  ['Scan', 'One visit to one source, and what came of it.'],
  ['Publication', 'One published thing: a review, a report, guidance, a news item.'],
  ['Document', 'One file or page of a publication.'],
  ['Passage', 'A stretch of a document with its page number: what search finds.'],
  ['Version', 'The publication as it stood when we read it. A changed page makes a new version.'],
  [
    'Suggestion',
    'A theme or plan entry proposed by a rule, with the words that caused it. It counts for nothing until a person accepts it.',
  ],
  ['Assessment', 'A person’s judgement, with one line on what the publication means here.'],
  ['Plan entry', 'One recommendation or action of an action plan.'],
  ['Link', 'A publication’s bearing on a plan entry, with the reason.'],
  ['Digest', 'One week’s selection, sent to partners once a coordinator has approved it.'],
];

export const HelpPage: FC = () => (
  <Page title="Help">
    <h1 class="govuk-heading-l">Help</h1>
    <p class="govuk-body">
      Skylark watches the places where good practice and reviews are published, and keeps what it
      finds in one library. The sub-group searches it, judges what is new, links it to the entries
      of its action plan, and sends partners a weekly digest.
    </p>
    <p class="govuk-body">
      Horizon scanning cannot future-proof a plan. It can only show early what others have
      published, so that people decide sooner. A publication that is not here may still exist: each
      source’s page says when it was last read and what could not be.
    </p>
    <h2 class="govuk-heading-m" id="searching">
      Searching
    </h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        Type what you would say: <code>RHI</code>, <code>taxi drivers training</code>. Abbreviations
        and other names are searched for too, and you are told which. They are in the{' '}
        <a class="govuk-link" href="/vocabulary">
          vocabulary
        </a>
        , to which coordinators add local names.
      </li>
      <li>
        Quotation marks keep words together: <code>"professional curiosity"</code>.
      </li>
      <li>
        A minus leaves publications out: <code>hotel -inspection</code>. <code>OR</code> takes
        either word.
      </li>
      <li>
        Narrow it in the box, too: <code>publisher:ofsted</code>, <code>type:guidance</code>,{' '}
        <code>region:"West Midlands"</code>, <code>theme:missing</code>, <code>year:2026</code>,{' '}
        <code>after:2025-06</code>, <code>before:2026</code>. A minus before it leaves these out.
      </li>
      <li>
        Press <code>/</code> to go to the search box.
      </li>
    </ul>
    <p class="govuk-body">
      Publications with all your words come first. Your last searches are remembered for you alone,
      and offered while you type; clear them on{' '}
      <a class="govuk-link" href="/account">
        your account’s page
      </a>
      . Save a search to open it again, share it, follow it in a feed reader, or have what is new
      for it mailed to you. New is what was first seen after you asked for mail; what came with a
      source’s first scan is left out unless it was published since.
    </p>
    <h2 class="govuk-heading-m">Words</h2>
    <SummaryList rows={words.map(([key, value]) => ({ key, value }))} />
    <h2 class="govuk-heading-m">What Skylark is not</h2>
    <p class="govuk-body">
      It holds no data about children, families or cases, and nobody watches it for concerns. Counts
      are counts of published documents, never of children or incidents. An entry without a linked
      publication says nothing about its delivery.
    </p>
  </Page>
);

export const AccessibilityPage: FC = () => (
  <Page title="Accessibility statement">
    <h1 class="govuk-heading-l">Accessibility statement</h1>
    <p class="govuk-body">
      This statement applies to Skylark, as run by your safeguarding partnership. We want as many
      people as possible to be able to use it. You should be able to:
    </p>
    <ul class="govuk-list govuk-list--bullet">
      <li>zoom in up to 400% without text spilling off the screen</li>
      <li>use all of it with a keyboard, or with speech recognition</li>
      <li>listen to all of it with a screen reader</li>
      <li>use all of it without scripts</li>
    </ul>
    <h2 class="govuk-heading-m">Compliance status</h2>
    <p class="govuk-body">
      Skylark is built to the Web Content Accessibility Guidelines version 2.2, level AA. Every page
      is checked by an automatic tool with each change. It has not yet been audited by people who
      rely on assistive technology, so we state partial compliance.
    </p>
    <h2 class="govuk-heading-m">Content that is not within our control</h2>
    <p class="govuk-body">
      Publications are other organisations’ documents. Their own pages and PDF files, to which
      Skylark links, may not be accessible.
    </p>
    <h2 class="govuk-heading-m">Feedback and enforcement</h2>
    <p class="govuk-body">
      Tell the coordinator of your sub-group if something does not work for you. The Equality and
      Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications)
      (No. 2) Accessibility Regulations 2018. If you are not happy with the answer, contact the
      Equality Advisory and Support Service.
    </p>
  </Page>
);

export const PrivacyPage: FC = () => (
  <Page title="Privacy">
    <h1 class="govuk-heading-l">Privacy</h1>
    <h2 class="govuk-heading-m">What is kept about you</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>your work email address, your name if you gave it, and your role</li>
      <li>when you signed in, and what you changed: the audit record of the sub-group’s work</li>
      <li>
        when you last looked at a page, and when before that: for “new since my last visit”, which
        nobody else sees
      </li>
      <li>
        your last 20 searches, which nobody else sees and you can clear, and the searches you saved
      </li>
      <li>
        for subscribers: the address the digest goes to, and whether it was taken by the mail server
      </li>
    </ul>
    <h2 class="govuk-heading-m">What is not kept</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>who searched for what, beyond your own last searches: nothing of it is in the logs</li>
      <li>
        whether you opened a digest or followed a link: there is no tracking in mails or pages
      </li>
      <li>anything about children, families or cases</li>
    </ul>
    <h2 class="govuk-heading-m">Cookies</h2>
    <p class="govuk-body">
      One cookie keeps you signed in, and one says once what you have just done. Both are necessary;
      nothing is asked of other sites.
    </p>
    <h2 class="govuk-heading-m">Published documents</h2>
    <p class="govuk-body">
      Published reviews and news can hold personal data. If something should not be shown, tell the
      administrator of your Skylark.
    </p>
  </Page>
);
