import { describe, expect, it } from 'vitest';
import { Document, Link, Sighting, Suggestion, Version } from '#shared/entities/index.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { showPublication } from '#shared/publications/show-publication.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const at = new Date('2026-09-09T10:00:00Z');
const clock = () => at;

describe.each(databaseKinds)('showing a publication on %s', (kind) => {
  async function given(mayShow: 'text' | 'link') {
    const services = await freshServices(kind, { clock });
    const em = services.orm.em.fork();
    const user = await givenUser(em, { name: 'Amira Khan', email: 'amira@marlby.example' });
    const source = await givenSource(em, { mayShow, name: 'Marlby news', licence: 'OGL v3' });
    const publication = await givenPublication(em, {
      source,
      summary: 'What was found.',
      type: 'doc-lcspr',
      typeBasis: 'The title says “review”.',
      documents: [
        { title: 'Report', pages: [{ number: 1, text: 'Text.' }] },
        { title: 'Scan', pages: [], textProblem: 'This PDF is a scan.' },
      ],
    });
    const entry = await givenPlanEntry(em, { ref: 'REC-1' });
    em.create(Sighting, {
      publication,
      source,
      url: 'https://marlby.example/news/1',
      title: publication.title,
      seenAt: at,
    });
    em.create(Link, {
      publication,
      entry,
      version: await em.findOneOrFail(Version, { publication }),
      document: await em.findOneOrFail(Document, { publication, position: 0 }),
      bearing: 'supports',
      rationale: 'It does.',
      quote: 'Text.',
      page: 1,
      linkedBy: user,
      linkedAt: at,
    });
    em.create(Suggestion, {
      publication,
      entry,
      words: ['return home'],
      strength: 'strong',
      passage: 'A return home interview.',
      page: 1,
      createdAt: at,
    });
    await em.flush();
    return { services, publication, by: actorOf(user) };
  }

  it('gathers facts with their provenance, what was read, and what people made of it', async () => {
    const { services, publication, by } = await given('text');
    const publicationId = publication.id;
    await addTag(services.fork(), { publicationId, label: 'autumn', by });
    await assessPublication(services.fork(), { publicationId, meaning: 'Check ours.', by });

    const view = await showPublication(services.fork(), publicationId);

    expect(view).toMatchObject({
      publishedOn: '2026-09-07',
      publishedOnBasis: 'source',
      type: { value: { id: 'doc-lcspr' }, basis: 'The title says “review”.' },
      region: null,
      summary: 'What was found.',
      source: { name: 'Marlby news', licence: 'OGL v3' },
      documents: [
        { title: 'Report', pageCount: 1, hasText: true },
        { title: 'Scan', hasText: false, textProblem: 'This PDF is a scan.' },
      ],
      sightings: [{ sourceName: 'Marlby news', seenAt: at }],
      versions: [{ number: 1, httpStatus: 200 }],
      suggestions: [{ entry: { ref: 'REC-1' }, words: ['return home'], page: 1 }],
      tags: [{ label: 'autumn', addedBy: 'Amira Khan', addedAt: at }],
      assessment: { meaning: 'Check ours.', relevance: null, by: 'Amira Khan', at },
      links: [
        {
          entry: { ref: 'REC-1' },
          bearing: 'supports',
          rationale: 'It does.',
          quote: 'Text.',
          page: 1,
          version: 1,
          linkedBy: 'Amira Khan',
        },
      ],
      history: [
        { action: 'publication.assessed', actor: 'amira@marlby.example' },
        { action: 'publication.kept', after: { use: 'assessed' } },
        { action: 'tag.added', after: { label: 'autumn' } },
      ],
      similar: [],
    });
  });

  it('shows nothing of the text where only title and link are allowed', async () => {
    const { services, publication } = await given('link');

    const view = await showPublication(services.fork(), publication.id);

    expect(view).toMatchObject({
      summary: null,
      suggestions: [{ words: ['return home'], passage: null, page: 1 }],
      links: [{ rationale: 'It does.', quote: null, page: 1 }],
    });
  });

  it('says that nobody gave a date', async () => {
    const services = await freshServices(kind);
    const { id } = await givenPublication(services.orm.em.fork(), {
      publishedOn: '2026-09-08',
      publishedOnBasis: 'first-seen',
    });

    expect(await showPublication(services.fork(), id)).toMatchObject({
      publishedOn: null,
      publishedOnBasis: null,
    });
  });

  it('does not find what is not there', async () => {
    const services = await freshServices(kind);

    await expect(showPublication(services.fork(), 999)).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});
