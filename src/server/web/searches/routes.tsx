import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import { type AlertRhythm, alertRhythms } from '#shared/entities/index.ts';
import { conceptLabels } from '#shared/library/concept-labels.ts';
import { describeQuery } from '#shared/library/describe-query.ts';
import { understoodSearch } from '#shared/library/misread-search.ts';
import { readSearchQuery } from '#shared/library/read-search-query.ts';
import { may } from '#shared/people/permissions.ts';
import { newToken, tokenHash } from '#shared/people/tokens.ts';
import { changeSearch } from '#shared/searches/change-search.ts';
import { deleteSearch } from '#shared/searches/delete-search.ts';
import { setFeedToken } from '#shared/searches/feed-token.ts';
import { findOwnSearch } from '#shared/searches/find-search.ts';
import {
  failedAlert,
  listSearches,
  type ShownSearch,
  showSearch,
} from '#shared/searches/list-searches.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import { setAlert } from '#shared/searches/set-alert.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { keptParameters, keptQuery } from '../../request/kept-search.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import {
  DeleteSearchPage,
  type DescribedSearch,
  SaveSearchPage,
  SearchesPage,
  SearchSettingsPage,
  type Typed,
} from './search-pages.tsx';

const askerOf = ({ var: { user } }: Context<WebEnv>) => ({
  userId: user.id,
  mayChangeShared: may(user, 'manage shared searches'),
});

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));
const rhythmOf = (alert: AlertRhythm | 'none'): AlertRhythm | null =>
  alert === 'none' ? null : alert;
const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);

const hearingOf = z.enum(['none', ...alertRhythms], 'Say whether you want to hear what is new');
const searchForm = z.object({
  search: z.string().default(''),
  name: z.string('Enter a name'),
  sharing: z.string().optional(),
  alert: hearingOf.default('none'),
});
/** Whoever may not change a search sends no name: then only the own alert changes. */
const settingsForm = z
  .object({
    name: z.string().optional(),
    sharing: z.string().optional(),
    alert: hearingOf.optional(),
    seen: seenRule,
  })
  .refine(({ name, alert }) => name ?? alert, 'Say what should change')
  .transform((form) => ({ ...form, isShared: form.sharing && form.sharing === 'shared' }));

/** What two people may change of a search at once: its owner, and a coordinator where it is shared. */
const sharedSearch: SharedForm = {
  of: 'search',
  fields: ['name', 'isShared'],
  label: (field) => (field === 'name' ? 'Its name' : 'Who may use it'),
  words: (field, value) =>
    field === 'isShared' ? (value ? 'everybody' : 'only its owner') : String(value),
  boxes: (field, value) =>
    field === 'isShared' ? { sharing: value ? 'shared' : 'private' } : { name: value },
};

/** What was typed, as the forms show it. */
const typedOf = ({ name, sharing, alert, seen }: Record<string, string>) => ({
  name,
  seen,
  isShared: sharing === 'shared',
  alert,
});

async function describe(c: Context<WebEnv>, searches: ShownSearch[]): Promise<DescribedSearch[]> {
  const concepts = await conceptLabels(c.var.services.em);
  return searches.map((search) => ({
    ...search,
    description: describeQuery(keptQuery(search.parameters), concepts),
  }));
}

async function described(c: Context<WebEnv>): Promise<DescribedSearch> {
  const search = await showSearch(c.var.services, { searchId: idOf(c), asker: askerOf(c) });
  const [first = { ...search, description: '' }] = await describe(c, [search]);
  return first;
}

/** Its settings; what is shown is at least as new as the tag of what was seen. */
async function settingsPage(
  c: Context<WebEnv>,
  given: { typed?: Typed; problems?: Problem[]; feedUrl?: string } = {},
) {
  const { em, mailer } = c.var.services;
  await showSearch(c.var.services, { searchId: idOf(c), asker: askerOf(c) });
  const seen = given.typed?.seen ?? (await seenTag(em, 'search', idOf(c)));
  const search = await described(c);
  return (
    <SearchSettingsPage search={search} seen={seen} canMail={mailer.isConfigured} {...given} />
  );
}

async function savePage(
  c: Context<WebEnv>,
  parameters: string,
  given: Omit<Parameters<typeof SaveSearchPage>[0], 'parameters' | 'description' | 'canMail'>,
) {
  const { em, mailer } = c.var.services;
  return (
    <SaveSearchPage
      parameters={parameters}
      description={describeQuery(keptQuery(parameters), await conceptLabels(em))}
      canMail={mailer.isConfigured}
      {...given}
    />
  );
}

const hearing: Record<AlertRhythm | 'none', string> = {
  none: '',
  'at-once': ' What is new for it will be mailed to you at once.',
  weekly: ' What is new for it will be mailed to you on Mondays.',
};

/** Searches with a name: opening, sharing and following them. */
export const searchesRoutes = new Hono<WebEnv>()

  .get('/searches', needs('save searches'), async (c) => {
    const list = await listSearches(c.var.services, {
      asker: askerOf(c),
      page: pageOf(c.req.query('page')),
      size: 100,
    });
    const items = await describe(c, list.items);
    const failed = await failedAlert(c.var.services, c.var.user.id);
    return c.html(<SearchesPage list={{ ...list, items }} failed={failed} />);
  })

  .get('/searches/new', needs('save searches'), async (c) => {
    const query = readSearchQuery(understoodSearch(new URL(c.req.url).searchParams));
    const typed = { name: query.words.trim().slice(0, 100) };
    return c.html(await savePage(c, keptParameters(query), { typed }));
  })

  .post('/searches', needs('save searches'), async (c) => {
    const { services, user } = c.var;
    const again: Again = (problems, typed) => {
      const parameters = keptParameters(keptQuery(typed.search ?? ''));
      return savePage(c, parameters, { typed: typedOf(typed), problems });
    };
    return submit(c, searchForm, again, async ({ name, search, sharing, alert }) => {
      const saved = await saveSearch(services, {
        name,
        parameters: keptParameters(keptQuery(search)),
        isShared: sharing === 'shared',
        alert: rhythmOf(alert),
        userId: user.id,
        by: user.actor,
      });
      setFlash(c, `“${saved.name}” was saved.${hearing[alert]}`);
      return c.redirect('/searches', 303);
    });
  })

  .get('/searches/:id{[0-9]+}', needs('save searches'), async (c) => c.html(await settingsPage(c)))

  .post('/searches/:id{[0-9]+}', needs('save searches'), async (c) => {
    const { services, user } = c.var;
    const searchId = idOf(c);
    const again: Again = (problems, typed) => settingsPage(c, { typed: typedOf(typed), problems });
    const act = async (form: z.output<typeof settingsForm>) => {
      const { name, isShared, alert = 'none', seen } = form;
      const rhythm = rhythmOf(alert);
      const changed =
        name === undefined
          ? await setAlert(services, { searchId, userId: user.id, rhythm })
          : await changeSearch(services, {
              searchId,
              name,
              isShared: isShared === true,
              alert: rhythm,
              asker: askerOf(c),
              seen: seenOn(sharedSearch, seen),
              by: user.actor,
            });
      setFlash(c, `“${changed.name}” was changed.${hearing[alert]}`);
      return c.redirect('/searches', 303);
    };
    return submit(c, settingsForm, again, act, sharedSearch);
  })

  .post('/searches/:id{[0-9]+}/feed', needs('save searches'), async (c) => {
    const { services, user, baseUrl } = c.var;
    const token = newToken();
    await setFeedToken(services, {
      searchId: idOf(c),
      tokenHash: tokenHash(token),
      userId: user.id,
      by: user.actor,
    });
    // Shown in the answer to the POST, not after a redirect: it is stored nowhere.
    const feedUrl = `${baseUrl}/searches/${idOf(c)}/feed.atom?token=${token}`;
    const page = await settingsPage(c, { feedUrl });
    c.header('cache-control', 'no-store');
    return c.html(page);
  })

  .post('/searches/:id{[0-9]+}/feed/close', needs('save searches'), async (c) => {
    const { services, user } = c.var;
    await setFeedToken(services, {
      searchId: idOf(c),
      tokenHash: null,
      userId: user.id,
      by: user.actor,
    });
    setFlash(c, 'The feed was stopped. Its address no longer works.');
    return c.redirect(`/searches/${idOf(c)}#feed`, 303);
  })

  .get('/searches/:id{[0-9]+}/delete', needs('save searches'), async (c) => {
    await findOwnSearch(c.var.services, { searchId: idOf(c), asker: askerOf(c) });
    return c.html(<DeleteSearchPage search={await described(c)} />);
  })

  .post('/searches/:id{[0-9]+}/delete', needs('save searches'), async (c) => {
    const name = await deleteSearch(c.var.services, {
      searchId: idOf(c),
      asker: askerOf(c),
      by: c.var.user.actor,
    });
    setFlash(c, `“${name}” was deleted.`);
    return c.redirect('/searches', 303);
  });
