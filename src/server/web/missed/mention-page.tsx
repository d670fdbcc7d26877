import type { FC } from 'hono/jsx';
import type { NamedPublication } from '#shared/entities/shown-link.ts';
import { inWords, londonDay } from '#shared/london.ts';
import type { ShownCompared } from '#shared/sources/missed/show-missed.ts';
import { wayWords } from '#shared/sources/missed/words.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { Standing } from '../components/standing.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { TextInput } from '../components/text-input.tsx';
import { VerdictTag } from './verdict-tag.tsx';

interface Given {
  one: ShownCompared;
  /** Publications that it may be, where none was found for certain. */
  possible: NamedPublication[];
  mayDecide: boolean;
  mayAdd: boolean;
  problems?: Problem[];
  typed?: { publicationId?: string | undefined };
}

const Decide: FC<{ id: number; fields: Record<string, string>; text: string; named?: string }> = ({
  id,
  fields,
  text,
  named,
}) => (
  <form method="post" action={`/sources/missed/${id}/decide`}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class="link-button">
      {text}
      {named && <span class="govuk-visually-hidden"> {named}</span>}
    </button>
  </form>
);

const Which: FC<Given & { id: number }> = ({ id, one, possible, problems = [], typed = {} }) => (
  <section class="panel no-print" aria-labelledby="which-heading">
    <h2 class="govuk-heading-m" id="which-heading">
      Which publication is it?
    </h2>
    {!one.publication && possible.length > 0 && (
      <>
        <p class="govuk-body">It may be one of these in the library:</p>
        <ul class="govuk-list">
          {possible.map((publication) => (
            <li class="linked">
              <p class="govuk-body">
                <a class="govuk-link" href={`/publications/${publication.id}`}>
                  {publication.title}
                </a>
                , {publication.publisher}
              </p>
              <Standing standing={publication.standing} />
              <Decide
                id={id}
                fields={{ publicationId: String(publication.id) }}
                text="It is this one"
                named={publication.title}
              />
            </li>
          ))}
        </ul>
      </>
    )}
    <form method="post" action={`/sources/missed/${id}/decide`} novalidate>
      <TextInput
        name="publicationId"
        label="Another publication, by its number"
        hint="The number at the end of its address here, /publications/47."
        inputmode="numeric"
        width="govuk-input--width-5"
        value={typed.publicationId}
        problem={messageFor(problems, 'publicationId')}
      />
      <Button kind="secondary">It is this one</Button>
    </form>
    <div class="button-row">
      {(one.publication || !one.isDecided) && (
        <Decide id={id} fields={{ publicationId: 'none' }} text="It is none of the library’s" />
      )}
      {one.isDecided && (
        <Decide id={id} fields={{ publicationId: 'found' }} text="Go by address and title again" />
      )}
      <Decide
        id={id}
        fields={{ isCounted: one.isLeftOut ? 'yes' : 'no' }}
        text={one.isLeftOut ? 'Count it again' : 'Leave it out: not of our field'}
      />
    </div>
  </section>
);

/** One thing that reached the group by another way, with what the scan had of it. */
export const MentionPage: FC<Given> = (given) => {
  const { one, mayDecide, mayAdd, problems } = given;
  const title = one.publication?.title ?? one.title ?? one.url ?? 'Without a title';
  return (
    <Page
      title={title}
      problems={problems}
      breadcrumbs={[
        { text: 'Sources', href: '/sources' },
        { text: 'What did the scan miss?', href: '/sources/missed' },
      ]}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <VerdictTag verdict={one.verdict} reason={one.reason} />
      </p>
      <p class="govuk-body-l">{one.words}</p>
      <SummaryList
        rows={[
          {
            key: 'How it reached us',
            value: `${wayWords[one.way].words}${one.origin ? `: ${one.origin}` : ''}, on ${inWords(londonDay(one.reachedAt))}`,
          },
          ...(one.title && one.title !== title
            ? [{ key: 'As it stood there', value: one.title }]
            : []),
          {
            key: 'Address',
            value: one.url ? (
              <a class="govuk-link" href={one.url} rel="noreferrer">
                {one.url}
              </a>
            ) : (
              'None was given'
            ),
          },
          ...(one.publisher ? [{ key: 'Publisher', value: one.publisher }] : []),
          ...(one.publishedOn ? [{ key: 'Published', value: inWords(one.publishedOn) }] : []),
          {
            key: 'In the library',
            value: one.publication ? (
              <>
                <a class="govuk-link" href={`/publications/${one.publication.id}`}>
                  {one.publication.title}
                </a>
                <Standing standing={one.publication.standing} />
                {one.isDecided && <span class="cell-more">A person said so.</span>}
              </>
            ) : one.isDecided ? (
              'None of the library’s: a person said so'
            ) : (
              'Not found by its address or title'
            ),
          },
          {
            key: 'Source',
            value: one.source ? (
              <a class="govuk-link" href={`/sources/${one.source.id}`}>
                {one.source.name}
              </a>
            ) : (
              'None'
            ),
          },
          { key: 'Counted', value: one.isCounted ? 'Yes' : `No. ${one.whyNot}` },
        ]}
      />
      {!one.publication && mayAdd && one.url && (
        <p class="govuk-body no-print">
          <a class="govuk-link" href={`/publications/add?url=${encodeURIComponent(one.url)}`}>
            Add it to the library
          </a>
        </p>
      )}
      {mayDecide && one.id !== null && <Which {...given} id={one.id} />}
    </Page>
  );
};
