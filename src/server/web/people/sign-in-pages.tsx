import type { FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../request/forms.ts';
import { withReturn } from '../../request/return-address.ts';
import { Button } from '../components/button.tsx';
import { WarningText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { TextInput } from '../components/text-input.tsx';

export const SignInPage: FC<{ next: string; email?: string; problems?: Problem[] }> = ({
  next,
  email,
  problems = [],
}) => (
  <Page title="Sign in" problems={problems}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">Sign in to Skylark</h1>
        <p class="govuk-body">
          Skylark is a library of published learning about child exploitation, for the sub-group
          that scans the horizon. It holds published documents only.
        </p>
        <form method="post" action="/sign-in" novalidate>
          <input type="hidden" name="next" value={next} />
          <TextInput
            name="email"
            label="Your work email address"
            hint="We will send you a link. There is no password."
            type="email"
            autocomplete="email"
            inputmode="email"
            spellcheck={false}
            value={email}
            problem={messageFor(problems, 'email')}
          />
          <Button>Send me a link</Button>
        </form>
        <p class="govuk-body">
          If you cannot sign in, ask the coordinator of your sub-group to add your address.
        </p>
      </div>
    </div>
  </Page>
);

export const CheckYourMailPage: FC<{
  email: string;
  /** Where they want to go once they are signed in. */
  next: string;
  /** False: no mail server is set. */
  canMail: boolean;
  /** The mail server lets down just now, for everybody. */
  isHeld: boolean;
}> = ({ email, next, canMail, isHeld }) => (
  <Page title="Check your mail">
    <h1 class="govuk-heading-l">Check your mail</h1>
    {canMail ? (
      <>
        <p class="govuk-body">
          If {email} may sign in, a message with a link is on its way. It can take a few minutes.
          The link works once, for 15 minutes.
        </p>
        {isHeld && (
          <WarningText>
            Mail has trouble just now, so it may not come. An administrator can give you a link.
          </WarningText>
        )}
        <p class="govuk-body">
          Nothing there? Look in your junk mail, or{' '}
          <a class="govuk-link" href={withReturn('/sign-in', next)}>
            ask for another link
          </a>
          .
        </p>
      </>
    ) : (
      <p class="govuk-body">
        No mail server has been set up for this Skylark, so no link can be sent. Ask whoever runs it
        for a sign-in link.
      </p>
    )}
  </Page>
);

export const ConfirmSignInPage: FC<{ token: string; next: string }> = ({ token, next }) => (
  <Page title="Sign in">
    <h1 class="govuk-heading-l">Sign in to Skylark</h1>
    <p class="govuk-body">Press the button to sign in on this computer. The link works once.</p>
    <form method="post" action={`/sign-in/${token}`}>
      <input type="hidden" name="next" value={next} />
      <Button>Sign in</Button>
    </form>
  </Page>
);

export const LinkNotUsablePage: FC<{ next: string }> = ({ next }) => (
  <Page title="This link does not work any more">
    <h1 class="govuk-heading-l">This link does not work any more</h1>
    <p class="govuk-body">It was used already, or it is too old.</p>
    <p class="govuk-body">
      <a class="govuk-link" href={withReturn('/sign-in', next)}>
        Ask for a new link
      </a>
    </p>
  </Page>
);

export const SetUpPage: FC<{
  token: string;
  email?: string;
  name?: string;
  problems?: Problem[];
}> = ({ token, email, name, problems = [] }) => (
  <Page title="Set up Skylark" problems={problems}>
    <h1 class="govuk-heading-l">Set up Skylark</h1>
    <p class="govuk-body">
      Nobody can sign in yet. Enter your address to become the first administrator; you can add
      other people afterwards.
    </p>
    <form method="post" action={`/setup/${token}`} novalidate>
      <TextInput
        name="email"
        label="Your work email address"
        type="email"
        autocomplete="email"
        spellcheck={false}
        value={email}
        problem={messageFor(problems, 'email')}
      />
      <TextInput
        name="name"
        label="Your name (optional)"
        autocomplete="name"
        value={name}
        problem={messageFor(problems, 'name')}
      />
      <Button>Become administrator</Button>
    </form>
  </Page>
);
