import { expect, it } from 'vitest';
import { Version } from '#shared/entities/index.ts';
import { showVersion } from '#shared/publications/show-version.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { freshDatabase } from '../support/databases.ts';

const content = (text: string) => [{ title: 'Guidance', url: null, pages: [{ number: 3, text }] }];

async function versions(mayShow: 'text' | 'link') {
  const { em } = await freshDatabase('sqlite');
  const fork = em.fork();
  const source = await givenSource(fork, { mayShow });
  const publication = await givenPublication(fork, { source, versionNumber: 2 });
  await fork.nativeUpdate(
    Version,
    { publication, number: 1 },
    { content: content('Interviews within 72 hours.\n\nThis stays.\n\nThis goes.') },
  );
  fork.create(Version, {
    publication,
    number: 2,
    readAt: new Date('2026-09-12T09:00:00Z'),
    title: publication.title,
    hash: 'b'.repeat(64),
    content: content('Interviews within 48 hours.\n\nThis stays.\n\nA new duty.\n\nAnd one more.'),
    changeNote: 'Changed the time limit.',
  });
  await fork.flush();
  const show = (number: number) =>
    showVersion({ em: em.fork() }, { publicationId: publication.id, number });
  return show;
}

it('shows what changed, word by word inside a paragraph', async () => {
  const show = await versions('text');
  const view = await show(2);
  expect(view.changeNote).toBe('Changed the time limit.');
  expect(view.changes?.[0]).toEqual({
    document: 'Guidance',
    page: 3,
    stretches: [
      { text: 'Interviews within ', change: 'same' },
      { text: '72', change: 'removed' },
      { text: '48', change: 'added' },
      { text: ' hours.', change: 'same' },
    ],
  });
  const rest = view.changes?.slice(1).flatMap(({ stretches }) => stretches);
  expect(rest).toEqual([
    { text: 'This goes.', change: 'removed' },
    { text: 'A new duty.', change: 'added' },
    { text: 'And one more.', change: 'added' },
  ]);
});

it('shows counts but no text where the licence does not allow it', async () => {
  const show = await versions('link');
  const view = await show(2);
  expect(view.changes).toBeNull();
  expect(view.added).toBeGreaterThan(0);
  expect(JSON.stringify(view)).not.toContain('48 hours');
});

it('has nothing to compare the first version with, and knows no third', async () => {
  const show = await versions('text');
  expect(await show(1)).toMatchObject({ before: null, changes: [] });
  await expect(show(3)).rejects.toThrow('There is no version 3.');
});
