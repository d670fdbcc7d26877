import type { Child, FC } from 'hono/jsx';
import type {
  FactFound,
  MayShow,
  OfferedEntry,
  SourceTest,
  WouldBeStored,
} from '#shared/entities/index.ts';
import { inWords } from '#shared/london.ts';
import { shownInWords } from '#shared/sources/shown-in-words.ts';
import { counted } from '#shared/text/in-words.ts';
import { rhythmInWords } from '#shared/text/rhythm.ts';
import { Details } from '../components/messages.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { kindOfDocument } from '../publications/wording.ts';

const Entries: FC<{ entries: OfferedEntry[] }> = ({ entries }) => (
  <ul class="govuk-list govuk-list--bullet">
    {entries.map(({ title, url, publishedOn }) => (
      <li>
        <a class="govuk-link" href={url} rel="noreferrer">
          {title || url}
        </a>
        {publishedOn && `, ${inWords(publishedOn)}`}
      </li>
    ))}
  </ul>
);

const dateBases: Record<WouldBeStored['publishedOnBasis'], string> = {
  source: 'As the source says.',
  document: 'As the document says.',
  'first-seen': 'Nobody says: the day it is first seen.',
};

const factOr = (fact: FactFound | null, otherwise: string): Child =>
  fact ? (
    <>
      {fact.label}
      <span class="cell-more">{fact.basis}</span>
    </>
  ) : (
    otherwise
  );

const documentsOf = (documents: WouldBeStored['documents']): Child =>
  documents.length === 0
    ? 'None: only what the source says of it'
    : documents.map(({ title, mediaType, pageCount, words }) => (
        <span class="cell-text">
          {documents.length > 1 && `${title}: `}
          {counted(words, 'word')}
          {pageCount !== null && ` on ${counted(pageCount, 'page')}`} ({kindOfDocument(mediaType)})
        </span>
      ));

const Stored: FC<{ one: WouldBeStored }> = ({ one }) => (
  <>
    <h4 class="govuk-heading-s">{one.title}</h4>
    <SummaryList
      rows={[
        {
          key: 'Address',
          value: (
            <a class="govuk-link address" href={one.url} rel="noreferrer">
              {one.url}
            </a>
          ),
        },
        {
          key: 'Published',
          value: (
            <>
              {inWords(one.publishedOn)}
              <span class="cell-more">{dateBases[one.publishedOnBasis]}</span>
            </>
          ),
        },
        { key: 'Publisher', value: one.publisher },
        { key: 'Document type', value: factOr(one.type, 'Not known') },
        { key: 'Region', value: factOr(one.region, 'Not known') },
        { key: 'Language', value: one.language ?? 'Not stated' },
        { key: 'Summary', value: one.summary ?? 'None' },
        { key: 'Text', value: documentsOf(one.documents) },
        { key: 'Could not be read', value: one.problem ?? 'Nothing: all was read' },
        ...(one.knownAs
          ? [
              {
                key: 'In the library already',
                value: (
                  <a class="govuk-link" href={`/publications/${one.knownAs.id}`}>
                    {one.knownAs.title}
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  </>
);

/** All that a listing page would give, for whoever chooses what to take of it. */
const Taken: FC<{ taken: OfferedEntry[]; offered: number }> = ({ taken, offered }) => (
  <Details
    summary={
      taken.length < offered
        ? `The first ${taken.length} of ${offered} links that would be taken`
        : `All ${counted(taken.length, 'link')} that would be taken`
    }
    isOpen
  >
    <Entries entries={taken} />
  </Details>
);

/** What a test found, and what would be stored. */
export const SourceFindings: FC<{
  test: SourceTest;
  source: { mayShow: MayShow; licence?: string | null | undefined };
}> = ({ test, source }) => (
  <>
    <p class="govuk-body" data-says>
      {test.found} {counted(test.offered, 'publication is', 'publications are')} offered.{' '}
      {test.everyDays === null
        ? 'Too few carry dates to say how often it publishes.'
        : `It seems to publish ${rhythmInWords(test.everyDays)}.`}{' '}
      Nothing was kept of this test.
    </p>
    {test.warnings.map((warning) => (
      <p class="govuk-body">{warning}</p>
    ))}
    {test.taken && test.taken.length > 0 && <Taken taken={test.taken} offered={test.offered} />}
    {!test.taken && test.latest.length > 0 && (
      <>
        <h3 class="govuk-heading-s">The latest</h3>
        <Entries entries={test.latest} />
      </>
    )}
    {test.stored && test.stored.length > 0 && (
      <>
        <h3 class="govuk-heading-m">
          What would be stored of the{' '}
          {test.stored.length === 1 ? 'newest' : `${test.stored.length} newest`}
        </h3>
        {test.stored.map((one) => (
          <Stored one={one} />
        ))}
        <p class="govuk-body">{shownInWords(source)}</p>
      </>
    )}
  </>
);
