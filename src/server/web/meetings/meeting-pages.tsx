import type { FC } from 'hono/jsx';
import type { Meeting } from '#shared/entities/index.ts';
import type { OurArea } from '#shared/library/our-area.ts';
import { inWords } from '#shared/london.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Checkboxes } from '../components/choices.tsx';
import { GrowingList, RowButton } from '../components/growing-list.tsx';
import { InsetText } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';

/** The days on which the group meets. */
export const MeetingsPage: FC<{
  meetings: Meeting[];
  /** The one that "since the last meeting" counts from. */
  last: string | null;
  today: string;
  mayManage: boolean;
  typed?: { heldOn?: string | undefined; name?: string | undefined };
  problems?: Problem[];
}> = ({ meetings, last, today, mayManage, typed = {}, problems = [] }) => (
  <Page title="Meetings" problems={problems}>
    <h1 class="govuk-heading-l">Meetings</h1>
    <p class="govuk-body">
      “New since the last meeting” counts from the beginning of the last day here that lies before
      today.
    </p>
    {last && (
      <p class="govuk-body">
        <a class="govuk-link" href="/?since=meeting">
          What is new since the meeting of {inWords(last)}
        </a>
      </p>
    )}
    <GrowingList
      caption="Meetings"
      columns={[{ text: 'Day' }, { text: 'Meeting' }, ...(mayManage ? [{ text: 'Change' }] : [])]}
      rows={meetings.map(({ id, heldOn, name }) => [
        heldOn >= today ? `${inWords(heldOn)}, to come` : inWords(heldOn),
        name ?? '–',
        ...(mayManage
          ? [
              <RowButton
                action={`/meetings/${id}/remove`}
                text="Remove"
                of={`the meeting of ${inWords(heldOn)}`}
              />,
            ]
          : []),
      ])}
      none="No meeting is noted yet."
      add={
        mayManage
          ? { title: 'Note a meeting', action: '/meetings', button: <Button>Note it</Button> }
          : undefined
      }
    >
      <TextInput
        name="heldOn"
        label="Day"
        hint="Like 12/11/2026. It may lie in the past or in the future."
        value={typed.heldOn}
        problem={messageFor(problems, 'heldOn')}
        width="govuk-input--width-10"
      />
      <TextInput
        name="name"
        label="Which meeting (optional)"
        value={typed.name}
        problem={messageFor(problems, 'name')}
        width="govuk-input--width-20"
      />
    </GrowingList>
  </Page>
);

interface Region {
  id: string;
  label: string;
}

const namesOf = (ids: string[], regions: Region[]) =>
  ids.map((id) => regions.find((one) => one.id === id)?.label ?? id);

const Part: FC<{
  part: 'ours' | 'like';
  title: string;
  regions: Region[];
  value: { regions: string[]; publishers: string[] };
  problems: Problem[];
}> = ({ part, title, regions, value, problems }) => (
  <section class="panel">
    <h2 class="govuk-heading-m">{title}</h2>
    <Checkboxes
      name={`${part}Regions`}
      label="Regions"
      isSmall
      values={value.regions}
      problem={messageFor(problems, `${part}Regions`)}
      items={regions.map(({ id, label }) => ({ value: id, text: label }))}
    />
    <Textarea
      name={`${part}Publishers`}
      label="Publishers, one on each line"
      hint="As they are called in the library."
      isProse={false}
      value={value.publishers.join('\n')}
      problem={messageFor(problems, `${part}Publishers`)}
    />
  </section>
);

/** Which area is ours and which are like it: two ticks in every search. */
export const OurAreaPage: FC<{
  area: OurArea | null;
  regions: Region[];
  mayManage: boolean;
  problems?: Problem[];
}> = ({ area, regions, mayManage, problems = [] }) => {
  const known = area ?? {
    ours: { regions: [], publishers: [] },
    like: { regions: [], publishers: [] },
  };
  const shown = ({ regions: ids, publishers }: OurArea['ours']) =>
    [...namesOf(ids, regions), ...publishers].join(', ') || 'None';
  return (
    <Page
      title="Our area"
      problems={problems}
      breadcrumbs={[{ text: 'Vocabulary', href: '/vocabulary' }]}
    >
      <h1 class="govuk-heading-l">Our area</h1>
      <p class="govuk-body">
        A search can be narrowed to{' '}
        <a class="govuk-link" href="/?area=others">
          other areas, not ours
        </a>
        , and to{' '}
        <a class="govuk-link" href="/?area=like">
          areas like ours
        </a>
        , with one tick.
      </p>
      {!area && <InsetText>Nobody has said yet which area is ours.</InsetText>}
      {mayManage ? (
        <form method="post" action="/area" novalidate>
          <Part part="ours" title="Ours" regions={regions} value={known.ours} problems={problems} />
          <Part
            part="like"
            title="Like ours"
            regions={regions}
            value={known.like}
            problems={problems}
          />
          <Button>Save</Button>
        </form>
      ) : (
        <SummaryList
          rows={[
            { key: 'Ours', value: shown(known.ours) },
            { key: 'Like ours', value: shown(known.like) },
          ]}
        />
      )}
    </Page>
  );
};
