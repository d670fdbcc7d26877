import type { FC } from 'hono/jsx';
import type { Standing as Known, StandingKind } from '#shared/entities/standing.ts';
import { Tag, type TagColour } from './messages.tsx';

const colours: Record<StandingKind, TagColour> = {
  erased: 'red',
  restricted: 'red',
  gone: 'orange',
  withdrawn: 'orange',
  superseded: 'yellow',
  merged: 'grey',
};

/** The badge says the first word already: "Withdrawn", "by Ofsted on 3 September 2026." */
const besides = ({ label, words }: Known) =>
  words.startsWith(`${label} `) ? words.slice(label.length + 1) : words;

/**
 * What to know of a publication before relying on it, beside its name wherever it is named; nothing
 * when it stands well.
 */
export const Standing: FC<{ standing: Known[] }> = ({ standing }) => (
  <>
    {standing.map((one) => (
      <p class="standing">
        <Tag colour={colours[one.kind]}>{one.label}</Tag>{' '}
        <span>
          {besides(one)}
          {one.replacedById !== null && (
            <>
              {' '}
              <a class="govuk-link" href={`/publications/${one.replacedById}`}>
                See that one
              </a>
            </>
          )}
        </span>
      </p>
    ))}
  </>
);

/** The same in the running text of a list: the badges alone. */
export const StandingTags: FC<{ standing: Known[] }> = ({ standing }) => (
  <>
    {standing.map(({ kind, label }) => (
      <>
        {' '}
        <Tag colour={colours[kind]}>{label}</Tag>
      </>
    ))}
  </>
);
