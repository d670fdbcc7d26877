import type { FC } from 'hono/jsx';
import { wordingKinds } from '#shared/checks/finding.ts';
import { type DigestWording, toAnswer, wordingFields } from '#shared/digests/digest-wording.ts';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { instantInWords } from '#shared/london.ts';
import { counted } from '#shared/text/in-words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details, InsetText } from '../components/messages.tsx';
import { TextInput } from '../components/text-input.tsx';

/** The whole text in which words at fault stand, where better wording can be put in by one click. */
const wholeText = (digest: DigestView, { publicationId, field }: DigestWording): string | null => {
  if (field === 'intro') return digest.intro;
  const line = [...digest.lines, ...digest.ifSent].find(
    (one) => one.publicationId === publicationId,
  );
  return field === 'meaning' ? (line?.meaning ?? null) : null;
};

/** Puts the better wording where the words at fault stand, in one click. */
const TakeWording: FC<{ digest: DigestView; found: DigestWording }> = ({ digest, found }) => {
  const from = wholeText(digest, found);
  if (from === null || found.better === null || found.isQuoted) return null;
  const to = from.slice(0, found.start) + found.better + from.slice(found.end);
  return (
    <form method="post" action={`/digests/${digest.week}/wording`}>
      <input type="hidden" name="publicationId" value={String(found.publicationId ?? '')} />
      <input type="hidden" name="from" value={from} />
      <input type="hidden" name="to" value={to} />
      <Button kind="secondary">Write “{found.better}” instead</Button>
    </form>
  );
};

const nameOf = ({ kind }: DigestWording) => wordingKinds[kind].name;

const Note: FC<{ digest: DigestView; found: DigestWording }> = ({ digest, found }) => (
  <li class="wording-note">
    <p class="govuk-body-s">
      <strong>{nameOf(found)}:</strong> “{found.words}” in {wordingFields[found.field].name}.{' '}
      {found.isQuoted
        ? 'These are somebody else’s words: they are marked here, and stay as they are.'
        : found.why}
    </p>
    <TakeWording digest={digest} found={found} />
  </li>
);

const PublicationLink: FC<{ digest: DigestView; publicationId: number | null }> = ({
  digest,
  publicationId,
}) => {
  const line = [...digest.lines, ...digest.ifSent].find(
    (one) => one.publicationId === publicationId,
  );
  return line ? (
    <a class="govuk-link" href={`/publications/${line.publicationId}`}>
      {line.title}
    </a>
  ) : (
    <>The words at the top</>
  );
};

/** What to look at before a draft leaves, for those who may change it: each with the place, the reason and the better wording. */
export const WordingNotes: FC<{ digest: DigestView }> = ({ digest }) => {
  const { wording } = digest;
  if (wording.length === 0) return null;
  const byPlace = Map.groupBy(wording, ({ publicationId }) => publicationId);
  const toChange = toAnswer(wording).length;
  return (
    <Details
      summary={`${counted(wording.length, 'wording')} to look at before it leaves`}
      isOpen={toChange > 0}
    >
      {[...byPlace].map(([publicationId, found]) => (
        <section>
          <h2 class="govuk-heading-s">
            <PublicationLink digest={digest} publicationId={publicationId} />
          </h2>
          <ul class="govuk-list">
            {found.map((one) => (
              <Note digest={digest} found={one} />
            ))}
          </ul>
        </section>
      ))}
    </Details>
  );
};

/** At approval: a reason for each of the group's own words that blame or may identify, or back to change them. */
export const ReasonsToPassOver: FC<{
  digest: DigestView;
  typed: Record<string, string>;
  problems: Problem[];
}> = ({ digest, typed, problems }) => {
  const found = [...new Map(toAnswer(digest.wording).map((one) => [one.key, one])).values()];
  if (found.length === 0) return null;
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
        {found.length === 1
          ? 'One wording may blame or identify a child'
          : `${found.length} wordings may blame or identify a child`}
      </legend>
      <p class="govuk-body">
        <a class="govuk-link" href={`/digests/${digest.week}`}>
          {found.length === 1 ? 'Change it in the digest' : 'Change them in the digest'}
        </a>
        , or say why {found.length === 1 ? 'it stays' : 'they stay'}. The reason is kept with the
        digest.
      </p>
      {found.map((one) => (
        <TextInput
          name={`reason-${one.key}`}
          label={`Why “${one.words}” stays`}
          hint={`${nameOf(one)}, in ${wordingFields[one.field].name}. ${one.why}`}
          value={typed[`reason-${one.key}`]}
          problem={messageFor(problems, `reason-${one.key}`)}
        />
      ))}
    </fieldset>
  );
};

/** Of what is frozen: the words that were left, and why. */
export const PassedOverList: FC<{ digest: DigestView }> = ({ digest }) =>
  digest.passedOver.length === 0 ? null : (
    <InsetText>
      {digest.passedOver.map(({ words, reason, by, at }) => (
        <p class="govuk-body-s">
          “{words}” was left as it is: {reason} ({by ?? 'somebody who has left'},{' '}
          {instantInWords(at)})
        </p>
      ))}
    </InsetText>
  );
