import type { FC } from 'hono/jsx';
import type { ShownLink } from '#shared/entities/shown-link.ts';
import { inWords, londonDay } from '#shared/london.ts';
import { ChangedWords } from './changed-words.tsx';
import { Tag } from './messages.tsx';

const onDay = (at: Date | null) => (at ? ` on ${inWords(londonDay(at))}` : '');
const onPage = (page: number | null) => (page === null ? '' : ` on page ${page}`);

/** What became of what a link relies on, as a sentence. */
export function fateInWords({ place, quote, page }: ShownLink): string {
  const { kind, at } = place;
  const since = onDay(at);
  if (quote === null) {
    return kind === 'edited'
      ? `The text of the publication changed${since}.`
      : 'The text is as it was.';
  }
  if (kind === 'moved') {
    return place.page !== page && place.page !== null
      ? `The words are the same, now on page ${place.page}.`
      : 'The words are the same, in another place.';
  }
  if (kind === 'edited') return `The words were changed${since}${onPage(place.page)}.`;
  if (kind === 'gone')
    return `The words are no longer there: the version read${since} does not have them.`;
  if (kind === 'cannot-tell') {
    return `Nobody can tell by the words alone where they stand now, or whether they do${since && `, since the version read${since}`}.`;
  }
  return 'The words stand as they were.';
}

/** The difference, at a link: never only that there is one. */
export const Difference: FC<{ link: ShownLink }> = ({ link }) => {
  const { place, quote, publication, version } = link;
  return (
    <>
      {place.changes ? (
        <blockquote class="quote">
          <ChangedWords changes={place.changes} />
        </blockquote>
      ) : (
        place.kind === 'gone' &&
        quote && (
          <blockquote class="quote">
            <ChangedWords changes={[{ kind: 'removed', words: quote }]} />
          </blockquote>
        )
      )}
      {place.version !== null && version !== null && place.version > version && (
        <p class="govuk-body-s">
          <a class="govuk-link" href={`/publications/${publication.id}/versions/${place.version}`}>
            What else changed in version {place.version}
            <span class="govuk-visually-hidden"> of {publication.title}</span>
          </a>
        </p>
      )}
    </>
  );
};

const Holds: FC<{ link: ShownLink; mayLink: boolean }> = ({ link, mayLink }) =>
  link.holds && (
    <div class="govuk-body-s quiet">
      Still holds, said {link.holds.by ? `by ${link.holds.by}` : 'by somebody who has left'}
      {onDay(link.holds.at)}
      {link.holds.version !== null && `, of version ${link.holds.version}`}.{' '}
      {mayLink && (
        <form method="post" action={`/links/${link.id}/holds/undo`} class="inline-form">
          <button type="submit" class="link-button">
            Undo<span class="govuk-visually-hidden"> that it still holds: {link.entry.ref}</span>
          </button>
        </form>
      )}
    </div>
  );

const isSuperseded = ({ publication }: ShownLink) =>
  publication.standing.some(
    ({ kind, replacedById }) => kind === 'superseded' && replacedById !== null,
  );

/** What a link relies on, as it is now: that it changed, and how, or that somebody said it holds. */
export const Reliance: FC<{ link: ShownLink; mayLink: boolean }> = ({ link, mayLink }) => {
  const { place, needsLook, holds } = link;
  if (link.removed) return null;
  const hasChanged = place.kind !== null && place.kind !== 'unchanged';
  return (
    <div class="reliance">
      {needsLook && (
        <p class="govuk-body">
          <Tag colour="orange">Changed since you relied on it</Tag>
        </p>
      )}
      {hasChanged && <p class="govuk-body-s">{fateInWords(link)}</p>}
      {(needsLook || holds) && <Difference link={link} />}
      <Holds link={link} mayLink={mayLink} />
      {needsLook && mayLink && (
        <div class="button-row">
          <form method="post" action={`/links/${link.id}/holds`}>
            <input type="hidden" name="version" value={String(place.version ?? '')} />
            <button type="submit" class="govuk-button govuk-button--secondary">
              It still holds
              <span class="govuk-visually-hidden">
                {' '}
                for {link.entry.ref}: {link.publication.title}
              </span>
            </button>
          </form>
          <a class="govuk-link" href={`/links/${link.id}/revise`}>
            Revise it
            <span class="govuk-visually-hidden">
              {' '}
              for {link.entry.ref}: {link.publication.title}
            </span>
          </a>
          {isSuperseded(link) && (
            <a class="govuk-link" href={`/links/${link.id}/move`}>
              Move it to the newer edition
              <span class="govuk-visually-hidden">
                {' '}
                for {link.entry.ref}: {link.publication.title}
              </span>
            </a>
          )}
        </div>
      )}
      {link.earlier.length > 0 && mayLink && !needsLook && (
        <form method="post" action={`/links/${link.id}/revise/undo`}>
          <p class="govuk-body-s">
            Revised by {link.earlier.at(-1)?.by}
            {onDay(link.earlier.at(-1)?.until ?? null)}.{' '}
            <button type="submit" class="link-button">
              Undo the revision<span class="govuk-visually-hidden"> for {link.entry.ref}</span>
            </button>
          </p>
        </form>
      )}
    </div>
  );
};
