import type { FC } from 'hono/jsx';
import { kindHints, kindInWords, readableKinds } from '#shared/sources/readable-kinds.ts';
import type { Preview } from '#shared/sources/show-preview.ts';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Checkboxes, Radios } from '../components/choices.tsx';
import { mayShowItems } from '../components/may-show-items.ts';
import { Details } from '../components/messages.tsx';
import { Page } from '../components/page.tsx';
import { type Option, Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { PreviewFindings } from './source-preview.tsx';

export type TypedSource = Record<string, string | null | undefined>;

interface Props {
  typed: TypedSource;
  problems?: Problem[];
  /** Regions that a publisher may speak for, by concept id. */
  regions: Option[];
  /** The source that is changed; a new one when left out. */
  source?: { id: number; name: string };
  /** What a look at it before saving found. */
  preview?: Preview;
}

const kindItems = readableKinds.map((kind) => ({
  value: kind,
  text: kindInWords[kind],
  hint: kindHints[kind],
}));

type Field = (name: string) => {
  name: string;
  value: string | null | undefined;
  problem: string | undefined;
};

const KindField: FC<{ field: Field }> = ({ field }) => (
  <Radios {...field('kind')} label="What kind of source is it?" items={kindItems} />
);

const NameFields: FC<{ field: Field }> = ({ field }) => (
  <>
    <TextInput
      {...field('name')}
      label="Name"
      hint="As people will see it in lists, for example Northmere partnership: news"
    />
    <TextInput {...field('publisher')} label="Publisher" />
  </>
);

/** What is mostly right as it stands. */
const OtherFields: FC<{ field: Field; regions: Option[]; typed: TypedSource }> = ({
  field,
  regions,
  typed,
}) => (
  <>
    <TextInput
      {...field('url')}
      label="Address"
      hint="Of the feed, page, site or service. A page that names its feed will do."
      type="url"
      inputmode="url"
      spellcheck={false}
    />
    <TextInput
      {...field('query')}
      label="Question (optional)"
      hint="Readable pairs joined by &, as the kind of source explains above"
      spellcheck={false}
    />
    <Radios
      {...field('mayShow')}
      label="What may be shown of its publications?"
      items={mayShowItems}
    />
    <TextInput {...field('licence')} label="Licence (optional)" />
    <Select
      {...field('region')}
      label="Region (optional)"
      hint="That its publications are about, where neither publisher nor title names one"
      options={regions}
      prompt="None"
    />
    <Checkboxes
      {...field('includesFirstScan')}
      label="What its first scan brings"
      hint="A new source offers what it published before, perhaps for years. That is kept out of digests as backlog; a coordinator can still put in single publications."
      items={[{ value: 'yes', text: 'It is news: let it into digests' }]}
      values={typed.includesFirstScan === 'yes' ? ['yes'] : []}
      isSmall
    />
    <Textarea {...field('note')} label="Note (optional)" rows={3} />
  </>
);

/** How the source was when its form was shown: nobody overwrites what somebody else changed since. */
const Seen: FC<{ isChange: boolean; typed: TypedSource }> = ({ isChange, typed }) =>
  isChange ? <input type="hidden" name="seen" value={typed.seen ?? ''} /> : null;

export const SourceFormPage: FC<Props> = ({ typed, problems = [], regions, source, preview }) => {
  const field = (name: string) => ({
    name,
    value: typed[name],
    problem: messageFor(problems, name),
  });
  const title = source ? `Change ${source.name}` : 'Add a source';
  return (
    <Page
      title={title}
      problems={problems}
      breadcrumbs={[
        { text: 'Sources', href: '/sources' },
        ...(source ? [{ text: source.name, href: `/sources/${source.id}` }] : []),
      ]}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      {preview && <PreviewFindings preview={preview} />}
      <form
        method="post"
        action={source ? `/sources/${source.id}/edit` : '/sources/add'}
        novalidate
      >
        <Seen isChange={!!source} typed={typed} />
        {preview?.found ? (
          <>
            <NameFields field={field} />
            <Details
              summary="Kind, address, licence and other choices"
              isOpen={problems.some(({ field: one }) => one !== 'name' && one !== 'publisher')}
            >
              <KindField field={field} />
              <OtherFields field={field} regions={regions} typed={typed} />
            </Details>
          </>
        ) : (
          <>
            {!source && <KindField field={field} />}
            <NameFields field={field} />
            <OtherFields field={field} regions={regions} typed={typed} />
          </>
        )}
        {preview && <input type="hidden" name="previewId" value={String(preview.id)} />}
        <div class="button-row">
          <Button>
            {source ? 'Save' : preview?.found ? 'Add this source' : 'Add, and test it'}
          </Button>
          {preview?.found && (
            <Button kind="secondary" name="next" value="another">
              Add it, then another
            </Button>
          )}
          {!source && (
            <Button kind="secondary" formaction="/sources/preview">
              {preview ? 'Preview again' : 'Preview'}
            </Button>
          )}
          <a class="govuk-link" href={source ? `/sources/${source.id}` : '/sources'}>
            Cancel
          </a>
        </div>
      </form>
    </Page>
  );
};
