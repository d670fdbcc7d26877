import { describe, expect, it } from 'vitest';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { Candidate, OutboxRow, Publication, Sighting, Version } from '#shared/entities/index.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { openRecorder } from '#worker/record/open-recorder.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

describe.each(databaseKinds)('recording what arrives at the same time on %s', (kind) => {
  it('records each once, one for what two offer, and spares the rest from one that fails', async () => {
    const services = await freshServices(kind);
    const vocabulary = await readVocabulary(services.orm.em.fork());
    const em = services.orm.em.fork();
    const source = await givenSource(em);
    const other = await givenSource(em);
    const given = (from: typeof source, key: string, url: string) =>
      em.create(Candidate, {
        source: from,
        key,
        offer: offerOf({ key, url, title: `Report ${key}` }),
        offerHash: 'a'.repeat(64),
        firstOfferedAt: new Date(),
        lastOfferedAt: new Date(),
        state: 'pending',
      });
    const candidates = Array.from({ length: 45 }, (_, at) =>
      given(source, `${at}`, `https://marlby.example/${at}`),
    );
    const same = given(other, '7', 'https://marlby.example/7?utm_source=mail');
    await em.flush();

    const record = openRecorder(services);
    const recording = (candidateId: number) =>
      record({
        candidateId,
        retrieved: null,
        problem: null,
        isGone: false,
        retry: null,
        vocabulary,
      });
    const settled = await Promise.allSettled(
      [...candidates, same].map(({ id }) => recording(id)).concat(recording(999_999)),
    );

    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(settled.at(-1)?.status).toBe('rejected');
    const found = services.orm.em.fork();
    expect(await found.count(Publication)).toBe(45);
    expect(await found.count(Version)).toBe(45);
    expect(await found.count(OutboxRow)).toBe(45);
    expect(await found.count(Sighting)).toBe(46);
    expect(await found.count(Candidate, { state: 'recorded' })).toBe(46);
  });
});
