import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Invalid } from '#shared/errors.ts';
import { may } from '#shared/people/permissions.ts';
import {
  addRule,
  listRules,
  removeRule,
  restoreRule,
} from '#shared/vocabulary/rules/change-rules.ts';
import { type EffectOfRule, effectOfRule } from '#shared/vocabulary/rules/effect-of-rule.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, submit } from '../../request/submit.ts';
import { conceptChoices } from '../publications/concept-choices.ts';
import { RulesPage } from './rules-page.tsx';

const ruleForm = z.object({
  search: z.string('Enter what is searched for'),
  conceptId: z.string('Choose a concept'),
  forWaiting: z.string().optional(),
});

async function rulesPage(
  c: Context<WebEnv>,
  given: {
    problems?: Problem[];
    typed?: Record<string, string | undefined>;
    effect?: EffectOfRule;
  } = {},
) {
  const { effect = null, ...more } = given;
  return (
    <RulesPage
      rules={await listRules(c.var.services)}
      choices={await conceptChoices(c.var.services)}
      mayChange={may(c.var.user, 'manage vocabulary')}
      effect={effect}
      {...more}
    />
  );
}

const again =
  (c: Context<WebEnv>): Again =>
  (problems, typed) =>
    rulesPage(c, { problems, typed });

const ruleOf = (c: Context<WebEnv>) => ({
  ruleId: Number(c.req.param('id')),
  by: c.var.user.actor,
});

/** "When this search matches, suggest this": each shown with its effect before it is saved. */
export const rulesRoutes = new Hono<WebEnv>()

  .get('/vocabulary/rules', needs('read library'), async (c) => {
    const { search, conceptId = '' } = c.req.query();
    if (search === undefined || !may(c.var.user, 'manage vocabulary'))
      return c.html(await rulesPage(c));
    const typed = { search, conceptId };
    try {
      const effect = await effectOfRule(c.var.services, typed);
      return c.html(await rulesPage(c, { typed, effect }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const problems = [{ field: error.field ?? '', message: error.message }];
      return c.html(await rulesPage(c, { typed, problems }), 422);
    }
  })

  .post('/vocabulary/rules', needs('manage vocabulary'), (c) =>
    submit(c, ruleForm, again(c), async ({ search, conceptId, forWaiting }) => {
      const given = { search, conceptId, forWaiting: forWaiting === 'yes', by: c.var.user.actor };
      const id = await addRule(c.var.services, given);
      setFlash(c, 'The rule is in use from the next scan on.', {
        text: 'Undo',
        action: `/vocabulary/rules/${id}/remove`,
      });
      return c.redirect('/vocabulary/rules', 303);
    }),
  )

  .post('/vocabulary/rules/:id{[0-9]+}/remove', needs('manage vocabulary'), async (c) => {
    await removeRule(c.var.services, ruleOf(c));
    const action = `/vocabulary/rules/${c.req.param('id')}/restore`;
    setFlash(c, 'The rule was taken away. What it suggested stays.', { text: 'Undo', action });
    return c.redirect('/vocabulary/rules', 303);
  })

  .post('/vocabulary/rules/:id{[0-9]+}/restore', needs('manage vocabulary'), async (c) => {
    await restoreRule(c.var.services, ruleOf(c));
    setFlash(c, 'The rule is in use again.');
    return c.redirect('/vocabulary/rules', 303);
  });
