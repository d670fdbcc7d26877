import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../support/command-line.ts';
import { temporaryFolder } from '../support/databases.ts';
import { loopbackServer } from '../support/loopback/loopback-server.ts';

const words = 'Curfew letters to hotel managers changed what porters noticed. '.repeat(12);
const page = `<!doctype html><title>Curfews and hotels</title><main><h1>Curfews and hotels</h1><p>${words}</p></main>`;

it('reads files and addresses into the library, and says why it cannot', {
  timeout: 240_000,
}, async () => {
  const folder = temporaryFolder();
  const settings = { DATA_DIR: path.join(folder, 'data') };
  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const site = await loopbackServer((request, response) => {
    response.writeHead(request.url === '/page' ? 200 : 404, { 'content-type': 'text/html' });
    response.end(request.url === '/page' ? page.replaceAll('Curfew', 'Taxi') : '');
  });
  const add = (...given: string[]) => runCommand(['publication', 'add', ...given], settings);

  const added = await add(file('curfews.html', page), '--may-show', 'link', '--json');
  const fetched = await add(`${site.url}/page`);
  const found = await runCommand(['search', 'porters', '--json'], settings);

  expect(JSON.parse(added.stdout)).toMatchObject({
    state: 'done',
    publication: { title: 'Curfews and hotels' },
  });
  expect(fetched).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Taxis and hotels \(number \d+\)/),
  });
  expect(JSON.parse(found.stdout).total).toBe(2);

  const unsaid = await add(file('unsaid.html', page));
  expect(unsaid).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Say what may be shown'),
  });
  const wrong = await add(file('wrong.html', page), '--may-show', 'all');
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('text, extract or link'),
  });
  const missing = await add(path.join(folder, 'none.pdf'), '--may-show', 'link');
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') });
  const refused = await add(`${site.url}/gone`);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('404');
});
