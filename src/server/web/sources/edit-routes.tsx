import { Hono } from 'hono';
import { z } from 'zod';
import { seenTag } from '#shared/database/seen.ts';
import type { Source } from '#shared/entities/index.ts';
import { changeSource } from '#shared/sources/change-source.ts';
import { showSource } from '#shared/sources/show-sources.ts';
import { sourceShape } from '#shared/sources/source-rules.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import { needs } from '../../request/permission.ts';
import { type SharedForm, seenOn, seenRule } from '../../request/shared-form.ts';
import { type Again, submit } from '../../request/submit.ts';
import { mayShowItems } from '../components/may-show-items.ts';
import type { Option } from '../components/select.tsx';
import { filled, regionsOf } from './form-fields.ts';
import { SourceFormPage } from './source-form.tsx';

const changeForm = z.preprocess(
  filled,
  sourceShape
    .omit({ key: true, kind: true, verified: true, startPaused: true })
    .extend({ seen: seenRule }),
);

const labels: Record<string, string> = {
  name: 'Name',
  publisher: 'Publisher',
  url: 'Address',
  query: 'Question',
  mayShow: 'What may be shown',
  licence: 'Licence',
  region: 'Region',
  includesFirstScan: 'What its first scan brings',
  note: 'Note',
};

/** What two people may change of a source at once. */
const sharedSource = (regions: Option[]): SharedForm => ({
  of: 'source',
  fields: Object.keys(labels),
  label: (field) => labels[field] ?? field,
  words: (field, value) => {
    if (field === 'includesFirstScan') return value ? 'It is news: let it into digests' : null;
    if (typeof value !== 'string') return null;
    const choices = field === 'mayShow' ? mayShowItems : field === 'region' ? regions : [];
    return choices.find((choice) => choice.value === value)?.text ?? value;
  },
  boxes: (field, value) => ({
    [field]: typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? ''),
  }),
});

const typedOf = (source: Source) => {
  const { name, publisher, url, query, mayShow, licence, region, note } = source;
  const includesFirstScan = source.includesFirstScan ? 'yes' : 'no';
  return { name, publisher, url, query, mayShow, licence, region, note, includesFirstScan };
};

/** Changing a source. */
export const editSourceRoutes = new Hono<WebEnv>()

  .get('/sources/:id{[0-9]+}/edit', needs('manage sources'), async (c) => {
    const { services } = c.var;
    const id = Number(c.req.param('id'));
    const seen = await seenTag(services.em, 'source', id);
    const { source } = await showSource(services, id);
    return c.html(
      <SourceFormPage
        source={source}
        regions={await regionsOf(services)}
        typed={{ ...typedOf(source), seen }}
      />,
    );
  })

  .post('/sources/:id{[0-9]+}/edit', needs('manage sources'), async (c) => {
    const { services, user } = c.var;
    const sourceId = Number(c.req.param('id'));
    const { source } = await showSource(services, sourceId);
    const regions = await regionsOf(services);
    const again: Again = (problems, typed) => (
      <SourceFormPage source={source} typed={typed} regions={regions} problems={problems} />
    );
    const shared = sharedSource(regions);
    const act = async ({ seen, ...change }: z.output<typeof changeForm>) => {
      const given = { sourceId, seen: seenOn(shared, seen), by: user.actor };
      await changeSource(services, { ...given, change });
      setFlash(c, 'The source was changed.');
      return c.redirect(`/sources/${sourceId}`, 303);
    };
    return submit(c, changeForm, again, act, shared);
  });
