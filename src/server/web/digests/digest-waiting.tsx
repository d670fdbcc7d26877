import type { FC, PropsWithChildren } from 'hono/jsx';
import type { LeftOut } from '#shared/digests/left-out.ts';
import type { Line } from '#shared/digests/select-lines.ts';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { TextInput } from '../components/text-input.tsx';

type Choose = 'in' | 'later' | 'out';

/** A button of a form about one publication; its title is read out with the words. */
const ChooseButton: FC<PropsWithChildren<{ choice: Choose; title: string }>> = ({
  choice,
  title,
  children,
}) => (
  <button type="submit" name="choice" value={choice} class="link-button">
    {children}
    <span class="govuk-visually-hidden">: {title}</span>
  </button>
);

const Named: FC<PropsWithChildren<{ week: string; one: LeftOut; mayChange: boolean }>> = ({
  week,
  one,
  mayChange,
  children,
}) => (
  <li class="linked">
    <a class="govuk-link" href={`/publications/${one.publicationId}`}>
      {one.title}
    </a>
    <p class="govuk-body-s quiet">{one.reason}</p>
    {mayChange && (
      <form method="post" action={`/digests/${week}/choose`} class="digest-moves no-print">
        <input type="hidden" name="publicationId" value={String(one.publicationId)} />
        {children}
      </form>
    )}
  </li>
);

/** Leaving out for good, with a reason that stands in the list of what is left out. */
export const LeaveOut: FC<{ week: string; line: Line }> = ({ week, line }) => (
  <details class="govuk-details digest-leave-out no-print">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">
        Leave out for good<span class="govuk-visually-hidden">: {line.title}</span>
      </span>
    </summary>
    <div class="govuk-details__text">
      <form method="post" action={`/digests/${week}/choose`}>
        <input type="hidden" name="publicationId" value={String(line.publicationId)} />
        <input type="hidden" name="choice" value="out" />
        <TextInput id={`reason-${line.publicationId}`} name="reason" label="Why? (optional)" />
        <Button kind="secondary">Leave out</Button>
      </form>
    </div>
  </details>
);

/** What can be done about a publication that is left out: nothing while it is taken down. */
const BringBack: FC<{ one: LeftOut }> = ({ one }) =>
  one.kind === 'taken-down' ? null : (
    <ChooseButton choice="in" title={one.title}>
      Put it in
    </ChooseButton>
  );

const Section: FC<PropsWithChildren<{ id: string; heading: string }>> = ({
  id,
  heading,
  children,
}) => (
  <section class="panel" id={id} aria-labelledby={`${id}-heading`}>
    <h2 class="govuk-heading-m" id={`${id}-heading`}>
      {heading}
    </h2>
    <ul class="govuk-list">{children}</ul>
  </section>
);

/** How many of what earlier digests left out are listed; the others are found by search. */
const shownOfBefore = 50;

const LeftOutBefore: FC<{ digest: DigestView; mayChange: boolean }> = ({ digest, mayChange }) => {
  const { leftOutBefore, week } = digest;
  if (leftOutBefore.length === 0) return null;
  return (
    <Details summary={`Left out of earlier digests (${leftOutBefore.length})`}>
      <ul class="govuk-list">
        {leftOutBefore
          .slice(-shownOfBefore)
          .reverse()
          .map((one) => (
            <Named week={week} one={one} mayChange={mayChange}>
              <BringBack one={one} />
            </Named>
          ))}
      </ul>
      {leftOutBefore.length > shownOfBefore && (
        <p class="govuk-body-s">
          These are the latest {shownOfBefore}. Each publication’s own page says where it stands.
        </p>
      )}
    </Details>
  );
};

const WentBefore: FC<{ digest: DigestView; mayChange: boolean }> = ({ digest, mayChange }) => {
  if (digest.wentBefore.length === 0) return null;
  return (
    <Section id="went-before" heading="Went out before, and kept anew or changed since">
      {digest.wentBefore.map((one) => (
        <li class="linked">
          <a class="govuk-link" href={`/publications/${one.publicationId}`}>
            {one.title}
          </a>
          <p class="govuk-body-s quiet">{one.reason} It does not go again by itself.</p>
          {mayChange && (
            <p class="govuk-body-s no-print">
              <a
                class="govuk-link"
                href={`/digests/${digest.week}/again?publication=${one.publicationId}`}
              >
                Send it once more
                <span class="govuk-visually-hidden">: {one.title}</span>
              </a>
            </p>
          )}
        </li>
      ))}
    </Section>
  );
};

/** What was kept and is not in this digest: what waits, what is left out and why, what went before. */
export const NotInDigest: FC<{ digest: DigestView; mayChange: boolean }> = ({
  digest,
  mayChange,
}) => {
  const { week, waits, leftOut } = digest;
  return (
    <>
      {waits.length > 0 && (
        <Section id="waits" heading={`Waits for the next digest (${waits.length})`}>
          {waits.map((one) => (
            <Named week={week} one={one} mayChange={mayChange}>
              <ChooseButton choice="in" title={one.title}>
                Put it in this one
              </ChooseButton>
              <ChooseButton choice="out" title={one.title}>
                Leave out for good
              </ChooseButton>
            </Named>
          ))}
        </Section>
      )}
      {leftOut.length > 0 && (
        <Section id="left-out" heading={`Left out (${leftOut.length})`}>
          {leftOut.map((one) => (
            <Named week={week} one={one} mayChange={mayChange}>
              <BringBack one={one} />
            </Named>
          ))}
        </Section>
      )}
      <WentBefore digest={digest} mayChange={mayChange} />
      <LeftOutBefore digest={digest} mayChange={mayChange} />
    </>
  );
};

/** Of a week that was missed: what would go with it, and where that stands meanwhile. */
export const IfSent: FC<{ digest: DigestView }> = ({ digest }) =>
  digest.ifSent.length === 0 ? null : (
    <Section id="if-sent" heading={`Goes with it if you send it (${digest.ifSent.length})`}>
      {digest.ifSent.map(({ publicationId, title }) => (
        <li>
          <a class="govuk-link" href={`/publications/${publicationId}`}>
            {title}
          </a>
        </li>
      ))}
    </Section>
  );
