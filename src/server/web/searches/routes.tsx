import { type Context, Hono } from 'hono';
import { type AlertRhythm, alertRhythms } from '#shared/entities/index.ts';
import { may } from '#shared/people/permissions.ts';
import { newToken, tokenHash } from '#shared/people/tokens.ts';
import { conceptLabels } from '#shared/publications/concept-labels.ts';
import { describeQuery } from '#shared/publications/describe-query.ts';
import { readSearchQuery } from '#shared/publications/read-search-query.ts';
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
import { problemOf } from '../../request/forms.ts';
import { keptParameters, keptQuery } from '../../request/kept-search.ts';
import { needs } from '../../request/permission.ts';
import {
  DeleteSearchPage,
  type DescribedSearch,
  SaveSearchPage,
  SearchesPage,
  SearchSettingsPage,
} from './search-pages.tsx';

const askerOf = ({ var: { user } }: Context<WebEnv>) => ({
  userId: user.id,
  mayChangeShared: may(user, 'manage shared searches'),
});

const idOf = (c: Context<WebEnv>) => Number(c.req.param('id'));
const rhythmOf = (value: unknown): AlertRhythm | null =>
  alertRhythms.find((one) => one === value) ?? null;
const pageOf = (given: string | undefined) => Math.max(1, Math.floor(Number(given)) || 1);

async function formOf(c: Context<WebEnv>) {
  const body = await c.req.parseBody();
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return {
    search: text('search') ?? '',
    name: text('name'),
    isShared: text('sharing') === 'shared',
    alert: text('alert') ?? 'none',
  };
}

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
    const query = readSearchQuery(new URL(c.req.url).searchParams);
    const typed = { name: query.words.trim().slice(0, 100) };
    return c.html(await savePage(c, keptParameters(query), { typed }));
  })

  .post('/searches', needs('save searches'), async (c) => {
    const form = await formOf(c);
    const parameters = keptParameters(keptQuery(form.search));
    const { services, user } = c.var;
    try {
      const saved = await saveSearch(services, {
        name: form.name ?? '',
        parameters,
        isShared: form.isShared,
        alert: rhythmOf(form.alert),
        userId: user.id,
        by: user.actor,
      });
      setFlash(c, `“${saved.name}” was saved.${hearing[rhythmOf(form.alert) ?? 'none']}`);
      return c.redirect('/searches', 303);
    } catch (error) {
      const problems = problemOf(error);
      return c.html(await savePage(c, parameters, { typed: form, problems }), 422);
    }
  })

  .get('/searches/:id{[0-9]+}', needs('save searches'), async (c) =>
    c.html(
      <SearchSettingsPage
        search={await described(c)}
        canMail={c.var.services.mailer.isConfigured}
      />,
    ),
  )

  .post('/searches/:id{[0-9]+}', needs('save searches'), async (c) => {
    const form = await formOf(c);
    const { services, user } = c.var;
    const searchId = idOf(c);
    const alert = rhythmOf(form.alert);
    try {
      // Whoever may not change it sends no name: then only the own alert changes.
      const changed =
        form.name === undefined
          ? await setAlert(services, { searchId, userId: user.id, rhythm: alert })
          : await changeSearch(services, {
              searchId,
              name: form.name,
              isShared: form.isShared,
              alert,
              asker: askerOf(c),
              by: user.actor,
            });
      setFlash(c, `“${changed.name}” was changed.${hearing[alert ?? 'none']}`);
      return c.redirect('/searches', 303);
    } catch (error) {
      const problems = problemOf(error);
      const page = (
        <SearchSettingsPage
          search={await described(c)}
          canMail={services.mailer.isConfigured}
          typed={form}
          problems={problems}
        />
      );
      return c.html(page, 422);
    }
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
    const page = (
      <SearchSettingsPage
        search={await described(c)}
        canMail={services.mailer.isConfigured}
        feedUrl={`${baseUrl}/searches/${idOf(c)}/feed.atom?token=${token}`}
      />
    );
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
