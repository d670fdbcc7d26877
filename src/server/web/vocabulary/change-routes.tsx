import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { vocabularyFacets } from '#shared/database/load-vocabulary.ts';
import { seenTag } from '#shared/database/seen.ts';
import { may } from '#shared/people/permissions.ts';
import { addConceptToVocabulary } from '#shared/vocabulary/add-concept-to-vocabulary.ts';
import { listChanges } from '#shared/vocabulary/list-changes.ts';
import { mergeConcepts } from '#shared/vocabulary/merge-concepts.ts';
import { renameConcept } from '#shared/vocabulary/rename-concept.ts';
import { retireConcept } from '#shared/vocabulary/retire-concept.ts';
import { showConcept } from '#shared/vocabulary/show-vocabulary.ts';
import { touchedByConcept } from '#shared/vocabulary/touched-by.ts';
import { undoVocabularyChange } from '#shared/vocabulary/undo-change.ts';
import { isFact } from '#shared/vocabulary/used-concept.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { conceptsOf } from '../publications/concept-choices.ts';
import { AddConceptPage } from './add-concept-page.tsx';
import { ChangeConceptPage } from './change-concept-page.tsx';
import { VocabularyChangesPage } from './changes-page.tsx';
import { sayDone } from './say-done.ts';

const idOf = (c: Context<WebEnv>) => c.req.param('id') ?? '';
const facets = [...vocabularyFacets];

async function changePage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; typed?: Record<string, string> } = {},
) {
  const { services } = c.var;
  const seen = given.typed?.seen ?? (await seenTag(services.em, 'concept', idOf(c)));
  const concept = await showConcept(services, idOf(c));
  const others = await conceptsOf(services, concept.facet);
  return (
    <ChangeConceptPage
      concept={concept}
      touched={await touchedByConcept(services.em, concept)}
      others={others.filter(({ id }) => id !== concept.id)}
      isFact={isFact(concept)}
      seen={seen}
      {...given}
    />
  );
}

const labels: Record<string, string> = {
  label: 'Its name',
  isRetired: 'Whether it is used',
  mergedIntoId: 'What it is part of',
};

/** What two people may change of a concept at once. */
export const conceptForm: SharedForm = {
  of: 'concept',
  fields: ['label', 'isRetired', 'mergedIntoId'],
  label: (field) => labels[field] ?? field,
  words: (field, value) => {
    if (field === 'isRetired') return value ? 'not used any more' : 'used';
    return typeof value === 'string' ? value : null;
  },
  boxes: (field, value) => (field === 'label' ? { label: value } : {}),
};

const again =
  (c: Context<WebEnv>): Again =>
  (problems, typed) =>
    changePage(c, { problems, typed });

/** Whose change it is, of what, and what they saw of it. */
const byPerson = (c: Context<WebEnv>, seen: string | undefined) => ({
  conceptId: idOf(c),
  seen: seenOn(conceptForm, seen),
  by: c.var.user.actor,
});

const addForm = z.object({
  label: z.string('Say what it is called').trim().min(1, 'Say what it is called'),
  facet: z.string('Choose what kind it is'),
  note: z.string().default(''),
});
const retireForm = z.object({ seen: seenRule });
const renameForm = retireForm.extend({
  label: z.string('Enter a name').trim().min(1, 'Enter a name'),
});
const mergeForm = retireForm.extend({
  into: z.string('Choose a concept').min(1, 'Choose a concept'),
});

/** The vocabulary as the group makes it its own: each change says first what it touches. */
export const vocabularyChangeRoutes = new Hono<WebEnv>()

  .get('/vocabulary/add', needs('manage vocabulary'), (c) =>
    c.html(<AddConceptPage facets={facets} />),
  )

  .post('/vocabulary', needs('manage vocabulary'), async (c) => {
    const again: Again = (problems, typed) => (
      <AddConceptPage facets={facets} typed={typed} problems={problems} />
    );
    return submit(c, addForm, again, async (form) => {
      const id = await addConceptToVocabulary(c.var.services, { ...form, by: c.var.user.actor });
      setFlash(c, `“${form.label}” was added.`);
      return c.redirect(`/vocabulary/${id}`, 303);
    });
  })

  .get('/vocabulary/changes', needs('read library'), async (c) => {
    const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
    return c.html(
      <VocabularyChangesPage
        list={await listChanges(c.var.services, { page, size: 50 })}
        mayChange={may(c.var.user, 'manage vocabulary')}
      />,
    );
  })

  .post('/vocabulary/changes/:id{[0-9]+}/undo', needs('manage vocabulary'), async (c) => {
    const by = c.var.user.actor;
    await undoVocabularyChange(c.var.services, { changeId: Number(idOf(c)), by });
    setFlash(c, 'It is as it was before.');
    return c.redirect('/vocabulary/changes', 303);
  })

  .get('/vocabulary/:id/change', needs('manage vocabulary'), async (c) =>
    c.html(await changePage(c)),
  )

  .post('/vocabulary/:id/rename', needs('manage vocabulary'), (c) =>
    submit(
      c,
      renameForm,
      again(c),
      async ({ label, seen }) => {
        const given = { ...byPerson(c, seen), label };
        sayDone(c, `It is called “${label}” now.`, await renameConcept(c.var.services, given));
        return c.redirect(`/vocabulary/${idOf(c)}`, 303);
      },
      conceptForm,
    ),
  )

  .post('/vocabulary/:id/merge', needs('manage vocabulary'), (c) =>
    submit(
      c,
      mergeForm,
      again(c),
      async ({ into, seen }) => {
        const given = { ...byPerson(c, seen), into };
        sayDone(c, 'The two are one now.', await mergeConcepts(c.var.services, given));
        return c.redirect(`/vocabulary/${into}`, 303);
      },
      conceptForm,
    ),
  )

  .post('/vocabulary/:id/retire', needs('manage vocabulary'), (c) =>
    submit(
      c,
      retireForm,
      again(c),
      async ({ seen }) => {
        const id = await retireConcept(c.var.services, byPerson(c, seen));
        sayDone(c, 'It is not used any more.', id);
        return c.redirect(`/vocabulary/${idOf(c)}`, 303);
      },
      conceptForm,
    ),
  );
