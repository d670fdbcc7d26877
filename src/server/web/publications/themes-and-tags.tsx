import type { FC } from 'hono/jsx';
import type { ConceptLabel } from '#shared/library/concept-labels.ts';
import { personalDataHint } from '#shared/notices.ts';
import type { PublicationView } from '#shared/publications/publication-view.ts';
import type { Problem } from '../../request/forms.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/messages.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Suggestions } from './suggestions.tsx';

/** Concepts that may be given, by facet: [{label: "Harm", concepts: [...]}]. */
export interface ConceptChoices {
  label: string;
  concepts: ConceptLabel[];
}

/** One label with a way to take it away. */
const Chip: FC<{ href: string; label: string; remove?: string; what?: string }> = ({
  href,
  label,
  remove,
  what,
}) => (
  <li class="chip">
    <a class="govuk-link" href={href}>
      {label}
    </a>
    {remove && (
      <form method="post" action={remove}>
        <input type="hidden" name="label" value={label} />
        <button type="submit" class="link-button">
          Remove
          <span class="govuk-visually-hidden">
            {' '}
            {what} {label}
          </span>
        </button>
      </form>
    )}
  </li>
);

const AddTheme: FC<{ publicationId: number; choices: ConceptChoices[] }> = ({
  publicationId,
  choices,
}) => (
  <Details summary="Add a theme">
    <form method="post" action={`/publications/${publicationId}/concepts`}>
      <Select
        name="conceptId"
        label="Theme"
        groups={choices.map(({ label, concepts }) => ({
          label,
          options: concepts.map((concept) => ({ value: concept.id, text: concept.label })),
        }))}
      />
      <Button kind="secondary">Add theme</Button>
    </form>
  </Details>
);

/** Accepted concepts, what rules suggest, and a choice of the rest of the vocabulary. */
export const Themes: FC<{
  view: PublicationView;
  canJudge: boolean;
  choices: ConceptChoices[];
}> = ({ view, canJudge, choices }) => (
  <section class="panel" id="themes" aria-labelledby="themes-heading">
    <h2 class="govuk-heading-s" id="themes-heading">
      Themes
    </h2>
    {view.concepts.length === 0 ? (
      <p class="govuk-body-s">None accepted yet.</p>
    ) : (
      <ul class="govuk-list chips">
        {view.concepts.map(({ id, label, facet }) => (
          <Chip
            href={`/?${new URLSearchParams([[facet, id]])}`}
            label={label}
            remove={canJudge ? `/publications/${view.id}/concepts/${id}/remove` : undefined}
            what="the theme"
          />
        ))}
      </ul>
    )}
    {view.suggestions.some(({ concept }) => concept) && (
      <>
        <h3 class="govuk-heading-s" id="suggestions">
          Suggested, not yet counted
        </h3>
        <Suggestions
          publicationId={view.id}
          suggestions={view.suggestions.filter(({ concept }) => concept)}
          canJudge={canJudge}
          describesAbuse={view.describesAbuse}
        />
      </>
    )}
    {canJudge && <AddTheme publicationId={view.id} choices={choices} />}
  </section>
);

/** Free labels, which anyone may add and take away. */
export const Tags: FC<{ view: PublicationView; problem?: Problem; typed?: string }> = ({
  view,
  problem,
  typed,
}) => (
  <section class="panel" id="tags" aria-labelledby="tags-heading">
    <h2 class="govuk-heading-s" id="tags-heading">
      Tags
    </h2>
    {view.tags.length > 0 && (
      <ul class="govuk-list chips">
        {view.tags.map(({ label }) => (
          <Chip
            href={`/?${new URLSearchParams({ tag: label })}`}
            label={label}
            remove={`/publications/${view.id}/tags/remove`}
            what="the tag"
          />
        ))}
      </ul>
    )}
    <form method="post" action={`/publications/${view.id}/tags`} novalidate>
      <TextInput
        name="label"
        label="Add a tag"
        hint={`A word or two. ${personalDataHint}`}
        problem={problem?.message}
        value={typed}
        autocomplete="off"
      />
      <Button kind="secondary">Add tag</Button>
    </form>
  </section>
);
