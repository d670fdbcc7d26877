import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { MailTroubles } from '#shared/mail/mail-trouble.ts';
import { WarningText } from './messages.tsx';

const day = (instant: string) => instantInWords(new Date(instant));

/** What stands in the way of mail, on the pages of those who can do something about it. */
export const MailTroublesNotice: FC<{ troubles: MailTroubles }> = ({ troubles }) => {
  const { server, some } = troubles;
  if (server)
    return (
      <WarningText>
        No mail can be sent since {day(server.since)}. {server.words} What is to be sent waits, and
        is tried again by itself; nobody’s subscription is ended by it.
      </WarningText>
    );
  if (some)
    return (
      <WarningText>
        The mail server does not take some messages since {day(some.since)}. {some.words} They wait,
        and are tried again for five days; nobody’s subscription is ended by it.
      </WarningText>
    );
  return null;
};
