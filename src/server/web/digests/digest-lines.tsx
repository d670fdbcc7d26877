import type { FC } from 'hono/jsx';
import { groupNames } from '#shared/digests/render-message.tsx';
import type { Line } from '#shared/digests/select-lines.ts';
import type { DigestView } from '#shared/digests/show-digest.ts';
import { type DigestGroup, digestGroups } from '#shared/entities/index.ts';
import { inWords } from '#shared/london.ts';
import { Standing } from '../components/standing.tsx';
import { LeaveOut } from './digest-waiting.tsx';

const Moves: FC<{ week: string; line: Line }> = ({ week, line }) => (
  <form method="post" action={`/digests/${week}/choose`} class="digest-moves no-print">
    <input type="hidden" name="publicationId" value={String(line.publicationId)} />
    {digestGroups
      .filter((group) => group !== line.group)
      .map((group) => (
        <button type="submit" name="group" value={group} class="link-button">
          Move to “{groupNames[group]}”<span class="govuk-visually-hidden">: {line.title}</span>
        </button>
      ))}
    {line.again ? (
      <>
        <input type="hidden" name="again" value={line.again} />
        <button type="submit" name="choice" value="out" class="link-button">
          Do not send it again<span class="govuk-visually-hidden">: {line.title}</span>
        </button>
      </>
    ) : (
      <button type="submit" name="choice" value="later" class="link-button">
        Leave for the next digest<span class="govuk-visually-hidden">: {line.title}</span>
      </button>
    )}
  </form>
);

const LineView: FC<{ line: Line; week: string; mayChange: boolean }> = ({
  line,
  week,
  mayChange,
}) => (
  <li class="linked">
    <h3 class="govuk-heading-s digest-title">
      <a class="govuk-link" href={`/publications/${line.publicationId}`}>
        {line.title}
      </a>
    </h3>
    <p class="govuk-body-s quiet">
      {line.publisher}
      {line.publishedOn && `, ${inWords(line.publishedOn)}`}
    </p>
    <Standing standing={line.standing} />
    {line.describesAbuse && <p class="govuk-body-s">This publication describes abuse.</p>}
    {line.meaning && (
      <p class="govuk-body">
        <strong>What this means here:</strong> {line.meaning}
      </p>
    )}
    {line.summary && <p class="govuk-body">{line.summary}</p>}
    <p class="govuk-body-s quiet">Why this is here: {line.why}</p>
    {mayChange && <Moves week={week} line={line} />}
    {mayChange && !line.again && <LeaveOut week={week} line={line} />}
  </li>
);

/** One group of a digest, with what can be done with each line where it may be changed. */
export const Group: FC<{ group: DigestGroup; digest: DigestView; mayChange: boolean }> = ({
  group,
  digest,
  mayChange,
}) => {
  const lines = digest.lines.filter((line) => line.group === group);
  if (lines.length === 0) return null;
  return (
    <section class="panel">
      <h2 class="govuk-heading-m">{groupNames[group]}</h2>
      <ul class="govuk-list">
        {lines.map((line) => (
          <LineView line={line} week={digest.week} mayChange={mayChange} />
        ))}
      </ul>
    </section>
  );
};
