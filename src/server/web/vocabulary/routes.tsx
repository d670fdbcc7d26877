import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { localWordKinds } from '#shared/entities/index.ts';
import { may } from '#shared/people/permissions.ts';
import { addLocalWord } from '#shared/vocabulary/add-local-word.ts';
import { removeLocalWord } from '#shared/vocabulary/remove-local-word.ts';
import { showConcept, showVocabulary } from '#shared/vocabulary/show-vocabulary.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { ConceptPage, VocabularyPage } from './vocabulary-pages.tsx';

const wordForm = z.object({
  text: z.string('Enter the words'),
  kind: z.enum(localWordKinds, 'Say what the words are'),
});

const idOf = (c: Context<WebEnv>) => c.req.param('id') ?? '';

async function conceptPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; typed?: { text?: string; kind?: string } } = {},
) {
  const concept = await showConcept(c.var.services, idOf(c));
  const mayChange = may(c.var.user, 'manage vocabulary');
  return <ConceptPage concept={concept} mayChange={mayChange} {...given} />;
}

/** The vocabulary, and the local names that coordinators add to it. */
export const vocabularyRoutes = new Hono<WebEnv>()

  .get('/vocabulary', needs('read library'), async (c) =>
    c.html(
      <VocabularyPage
        concepts={await showVocabulary(c.var.services)}
        mayChange={may(c.var.user, 'manage vocabulary')}
      />,
    ),
  )

  .get('/vocabulary/:id', needs('read library'), async (c) => c.html(await conceptPage(c)))

  .post('/vocabulary/:id/words', needs('manage vocabulary'), async (c) => {
    const again: Again = (problems, typed) => conceptPage(c, { problems, typed });
    return submit(c, wordForm, again, async (form) => {
      const given = { ...form, conceptId: idOf(c), by: c.var.user.actor };
      const word = await addLocalWord(c.var.services, given);
      setFlash(c, `“${word.text}” was added. Searches use it from now on.`);
      return c.redirect(`/vocabulary/${idOf(c)}`, 303);
    });
  })

  .post('/vocabulary/:id/words/:wordId{[0-9]+}/remove', needs('manage vocabulary'), async (c) => {
    const text = await removeLocalWord(c.var.services, {
      conceptId: idOf(c),
      wordId: Number(c.req.param('wordId')),
      by: c.var.user.actor,
    });
    setFlash(c, `“${text}” was removed.`);
    return c.redirect(`/vocabulary/${idOf(c)}`, 303);
  });
