import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '#shared/config.ts';
import { Publication } from '#shared/entities/index.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { listToJudge } from '#shared/judging/list-to-judge.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { type OpenServices, openServices } from '#shared/services.ts';
import { givenSource } from '../support/builders/source.ts';
import { syntheticLibrary } from './synthetic-library.ts';

const waiting = 5000;
const decisions = 60;
const by = { userId: null, name: 'bench' };

async function fill(services: OpenServices): Promise<void> {
  const em = services.orm.em.fork();
  const source = await givenSource(em);
  for (const one of syntheticLibrary(waiting)) {
    em.create(Publication, {
      title: one.title,
      // As long as a real abstract.
      summary: `${one.summary} ${one.passages[0]?.text ?? ''}`,
      publisher: one.publisher,
      publishedOn: one.publishedOn,
      publishedOnBasis: 'source',
      source,
      firstSeenAt: new Date(one.firstSeenAt),
    });
  }
  await em.flush();
}

/** Milliseconds from a verdict to the next item with all that the page shows of it, on SQLite. */
export async function decisionTimes(): Promise<number[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-bench-'));
  const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const services = await openServices(config);
  try {
    await fill(services);
    const place = { part: 'all', page: 1, size: 1 } as const;
    let next = (await listToJudge(services.fork(), place)).items[0]?.id ?? 0;
    const times: number[] = [];
    for (let at = 0; at < decisions; at += 1) {
      const began = performance.now();
      const given = { publicationIds: [next], by };
      if (at % 3 === 0) await keepPublications(services.fork(), given);
      else await setAsidePublications(services.fork(), { ...given, reason: 'not-relevant' });
      next = (await listToJudge(services.fork(), place)).items[0]?.id ?? 0;
      times.push(performance.now() - began);
    }
    return times;
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
