import { describe, expect, it } from 'vitest';
import { readVocabulary } from '#shared/database/load-vocabulary.ts';
import { Candidate, Publication, Sighting, type Source } from '#shared/entities/index.ts';
import { offerOf } from '#worker/connectors/connector.ts';
import { recordPublication } from '#worker/record/record-publication.ts';
import { givenSource } from '../support/builders/source.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

describe.each(databaseKinds)('recording the same thing from many sources at once on %s', (kind) => {
  it('makes one publication with a sighting each, every time', { timeout: 120_000 }, async () => {
    const services = await freshServices(kind);
    const vocabulary = await readVocabulary(services.orm.em.fork());
    const em = services.orm.em.fork();
    const sources: Source[] = [];
    for (let at = 0; at < 4; at += 1) sources.push(await givenSource(em));
    const rounds = 15;
    const candidates = Array.from({ length: rounds }, (_, round) =>
      sources.map((source) =>
        em.create(Candidate, {
          source,
          key: `${round}`,
          offer: offerOf({
            key: `${round}`,
            url: `https://marlby.example/${round}?utm_source=${source.key}`,
            title: `Report ${round}`,
          }),
          offerHash: 'a'.repeat(64),
          firstOfferedAt: new Date(),
          lastOfferedAt: new Date(),
          state: 'pending',
        }),
      ),
    );
    await em.flush();

    for (const same of candidates) {
      await Promise.all(
        same.map(({ id: candidateId }) =>
          recordPublication(services.fork(), {
            candidateId,
            retrieved: null,
            problem: null,
            isGone: false,
            retry: null,
            vocabulary,
          }),
        ),
      );
    }

    expect(await services.orm.em.fork().count(Publication)).toBe(rounds);
    expect(await services.orm.em.fork().count(Sighting)).toBe(rounds * sources.length);
  });
});
