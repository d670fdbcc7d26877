/** A thread that writes one transaction after the other, each for some time, as a large scan does. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '#shared/database/open-database.ts';
import { StateValue } from '#shared/entities/index.ts';

const { file, milliseconds } = workerData as { file: string; milliseconds: number };
const orm = await openDatabase(file);
for (let turn = 0; ; turn += 1) {
  await orm.em.fork().transactional(async (em) => {
    const value = { name: 'busy', value: turn, changedAt: new Date(0) };
    await em.upsert(StateValue, value);
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
  });
  if (turn === 0) parentPort?.postMessage('writing');
}
