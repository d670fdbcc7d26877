import type { FC } from 'hono/jsx';
import { instantInWords } from '#shared/london.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import { counted } from '#shared/text/in-words.ts';
import { Details } from '../components/messages.tsx';
import { versionAddress } from './version-page.tsx';
import { actionInWords } from './wording.ts';

const isWeb = (url: string) => /^https?:/.test(url);

/** Where it was seen, how it changed, and who changed what is known of it. */
export const PublicationRecord: FC<{ view: PublicationView }> = ({ view }) => (
  <section aria-labelledby="record-heading">
    <h2 class="govuk-heading-m" id="record-heading">
      Record
    </h2>
    <Details summary={`Seen in ${counted(view.sightings.length, 'place')}`}>
      <ul class="govuk-list govuk-list--bullet">
        {view.sightings.map(({ sourceId, sourceName, url, seenAt }) => (
          <li>
            <a class="govuk-link" href={`/sources/${sourceId}`}>
              {sourceName}
            </a>
            , {instantInWords(seenAt)}
            {isWeb(url) && <span class="address">{url}</span>}
          </li>
        ))}
      </ul>
    </Details>
    <Details summary={counted(view.versions.length, 'version')}>
      <ul class="govuk-list">
        {view.versions.map((version) => (
          <li>
            <a class="govuk-link" href={versionAddress(view.id, version.number)}>
              Version {version.number}
            </a>
            , read {instantInWords(version.readAt)}
            {version.httpStatus !== null && `, answered ${version.httpStatus}`}
            {version.changeNote && <span class="change-note">{version.changeNote}</span>}
            <span class="address">SHA-256 {version.hash}</span>
          </li>
        ))}
      </ul>
    </Details>
    <Details summary={`History: ${counted(view.history.length, 'change')} by people`}>
      {view.history.length === 0 ? (
        <p class="govuk-body">Nobody has changed anything yet.</p>
      ) : (
        <ul class="govuk-list">
          {view.history.map((line) => (
            <li>
              {instantInWords(line.at)}: {line.actor} {actionInWords(line)}
              {line.reason && ` (${line.reason})`}
            </li>
          ))}
        </ul>
      )}
    </Details>
  </section>
);
