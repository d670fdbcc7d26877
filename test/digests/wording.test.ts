import { describe, expect, it } from 'vitest';
import { writeIntro } from '#shared/digests/approve-digest.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
import { presentWeek } from '#shared/digests/weeks.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshApp } from '../support/fresh-app.ts';

const by = { userId: null, name: 'test' };

async function aDraft(kind: 'sqlite' | 'postgres') {
  const { services, as } = await freshApp(kind);
  const { id } = await givenPublication(services.orm.em.fork(), {
    status: 'kept',
    siftedAt: services.clock(),
    title: 'A review that calls a boy promiscuous',
  });
  const meaning = 'Workers wrote that she was putting herself at risk.';
  await assessPublication(services.fork(), { publicationId: id, meaning, by });
  const { week } = presentWeek(services.clock());
  await writeIntro(services.fork(), { week, intro: 'Two girls absconded.', by });
  const show = () => showDigest(services.fork(), week);
  return {
    id,
    week,
    meaning,
    show,
    coordinator: await as('coordinator'),
    member: await as('member'),
  };
}

describe.each(databaseKinds)('the wording of a draft on %s', (kind) => {
  it('is shown in place, with a better wording that one click takes, and takes back', async () => {
    const { id, week, meaning, show, coordinator } = await aDraft(kind);

    const page = await (await coordinator.get(`/digests/${week}`)).text();
    expect(page).toContain('3 wordings to look at before it leaves');
    expect(page).toContain('Write “being put at risk by others” instead');
    expect(page).toContain('somebody else’s words');

    const to = 'Workers wrote that she was being put at risk by others.';
    const fields = { publicationId: String(id), from: meaning, to };
    expect((await coordinator.post(`/digests/${week}/wording`, fields)).status).toBe(303);
    expect((await show()).lines[0]?.meaning).toBe(to);

    const stale = await coordinator.post(`/digests/${week}/wording`, fields);
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain('changed these words meanwhile');

    const undo = { publicationId: String(id), from: to, to: meaning };
    await coordinator.post(`/digests/${week}/wording`, undo);
    expect((await show()).lines[0]?.meaning).toBe(meaning);
  });

  it('asks a reason for what blames, on the page and by the API, and keeps it', async () => {
    const { week, show, coordinator, member } = await aDraft(kind);
    const own = (await show()).wording.filter(({ isQuoted }) => !isQuoted);
    expect(own.map(({ words }) => words)).toEqual(['absconded', 'putting herself at risk']);

    const refused = await coordinator.post(`/digests/${week}/approve`, {});
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Say why “absconded” stays');
    const told = await coordinator.api('POST', `/digests/${week}/approve`, {});
    expect(told.status).toBe(409);
    expect(await told.text()).toContain('better: “went missing”');

    const reasons = Object.fromEntries(own.map(({ key }) => [key, 'It is what the law says.']));
    const approved = await coordinator.api('POST', `/digests/${week}/approve`, { reasons });
    expect(approved.status).toBe(200);
    const page = await (await coordinator.get(`/digests/${week}`)).text();
    expect(page).toContain('“absconded” was left as it is: It is what the law says.');
    expect(await (await member.get(`/digests/${week}`)).text()).not.toContain('was left as it is');
  });

  it('asks none of what others wrote, nor where the better wording was taken', async () => {
    const { id, week, meaning, show, coordinator } = await aDraft(kind);
    for (const { publicationId, from, to } of [
      { publicationId: '', from: 'Two girls absconded.', to: 'Two girls went missing.' },
      { publicationId: String(id), from: meaning, to: 'Workers did not see who hurt her.' },
    ]) {
      await coordinator.post(`/digests/${week}/wording`, { publicationId, from, to });
    }
    expect((await show()).wording.map(({ isQuoted }) => isQuoted)).toEqual([true]);
    expect((await coordinator.post(`/digests/${week}/approve`, {})).status).toBe(303);
  });
});
