import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openPublisher } from '#demo/publisher/open-publisher.ts';
import { runCommand } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';

const timeout = 240_000;

it('brings a source into the library and finds it again', { timeout }, async () => {
  const publisher = await openPublisher();
  onTestFinished(() => publisher.close());
  const settings = { DATA_DIR: temporaryFolder() };
  const run = async (...words: string[]) => {
    const ran = await runCommand([...words, '--json'], settings);
    expect(ran.stderr).toBe('');
    return JSON.parse(ran.stdout);
  };

  const added = await run(
    'source',
    'add',
    `${publisher.url}/inspectorate/rss.xml`,
    '--name',
    'Inspectorate',
    '--may-show',
    'text',
  );
  const tested = await run('source', 'test', added.key);
  const scanned = await run('scan', '--source', added.key);
  const answer = await run('search', 'kitchen-table conversation model');
  const status = await run('index', 'status');
  const rebuilt = await run('index', 'rebuild');
  const again = await run('search', '"kitchen-table conversation model"');

  expect(tested).toMatchObject({ offered: 7, found: expect.stringContaining('An RSS feed') });
  expect(scanned.scans).toMatchObject([{ source: added.key, outcome: 'read', offered: 7, new: 7 }]);
  expect(answer.hits[0]).toMatchObject({ title: expect.stringContaining('Seen, heard') });
  expect(answer.hits[0].passages[0]).toMatchObject({
    page: 47,
    html: expect.stringContaining('<mark>kitchen-table</mark>'),
  });
  expect(status).toMatchObject({ engine: 'fts5', publications: 7, behind: 0 });
  expect(rebuilt).toMatchObject({ publications: 7 });
  expect(again.total).toBe(1);
});

it('gives a user a link and a token, on an empty database', { timeout }, async () => {
  const settings = { DATA_DIR: temporaryFolder(), BASE_URL: 'https://skylark.example.org' };

  const added = await runCommand(
    ['user', 'add', 'ann@council.example', '--role', 'coordinator'],
    settings,
  );
  const token = await runCommand(['token', 'create', 'ann@council.example', '--json'], settings);

  expect(added.stdout).toMatch(/https:\/\/skylark\.example\.org\/sign-in\/\S{40,}/);
  expect(JSON.parse(token.stdout)).toEqual({ token: expect.stringMatching(/^skylark_/) });
});

it('imports a plan, and tells the mistakes of a wrong one without importing anything', {
  timeout,
}, async () => {
  const folder = temporaryFolder();
  const settings = { DATA_DIR: folder };
  const wrong = path.join(folder, 'wrong.csv');
  writeFileSync(wrong, 'plan,ref,recommendation,rag\nP,1,Do it,Purple\nP,1,Do it again,Red\n');

  const refused = await runCommand(['plan', 'import', wrong], settings);
  const imported = await runCommand(
    ['plan', 'import', 'src/shared/data/illustrative-plan.csv', '--json'],
    settings,
  );

  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('line 2, rag');
  expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(imported.stdout)).toMatchObject({ added: 38, changed: 0 });
});

it.each([
  [['no', 'such'], 2, /There is no command “no such”/],
  [['user', 'add', 'ann@council.example'], 2, /--role is one of/],
  [['source', 'add', 'not an address'], 1, /Enter a web address/],
  [['scan', '--source', 'nobody'], 1, /There is no source nobody/],
  [['source', 'add', '--frequency', '5'], 2, /Unknown option/],
])('says what is wrong with %j and exits with %i', { timeout }, async (words, code, message) => {
  const ran = await runCommand(words, { DATA_DIR: temporaryFolder() });

  expect(ran.code).toBe(code);
  expect(ran.stderr).toMatch(message);
  expect(ran.stdout).toBe('');
});

it('tells every wrong setting at once and exits with 1', { timeout }, async () => {
  const ran = await runCommand(['doctor'], { PORT: 'x', LOG_LEVEL: 'loud' });

  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/PORT[\s\S]*LOG_LEVEL/);
});
