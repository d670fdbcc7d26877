import { describe, expect, it } from 'vitest';
import { PossibleEdition, Publication } from '#shared/entities/index.ts';
import { markupOfNotice } from '#worker/connectors/govuk/markup-of-item.ts';
import { findEditions } from '#worker/evidence/find-editions.ts';
import { readHtml } from '#worker/reading/document/read-html.ts';
import { givenPublication } from '../../support/builders/publication.ts';
import { givenSource } from '../../support/builders/source.ts';
import { databaseKinds } from '../../support/databases.ts';
import { freshServices } from '../../support/fresh-services.ts';
import { type History, histories, type Told } from './histories.ts';

const addressOf = (history: number, at: number) =>
  `https://partnership.example/${history}/paper-${at}`;

/** What its publisher says, as the page or the notice is read. */
function saidBy(told: Told, history: number, at: number) {
  const filled = (markup: string) =>
    markup.replace(/\{(\d)\}/g, (_, other) => addressOf(history, Number(other)));
  const url = addressOf(history, at);
  const page = told.said
    ? readHtml(
        `<html><body><nav><a href="/">Home</a></nav>${filled(told.said)}<main><h1>${told.title}</h1><p>${'What it is about, at length. '.repeat(20)}</p></main></body></html>`,
        url,
      )
    : null;
  const notice = told.notice ? readHtml(markupOfNotice(filled(told.notice)), url) : null;
  return [...(notice?.editions ?? []), ...(page?.editions ?? [])];
}

const pairs = (list: [number, number][]) =>
  list.map(([older, newer]) => `${older} by ${newer}`).sort();

describe.each(databaseKinds)(
  'a replay of editions, withdrawals and near-namesakes, on %s',
  (kind) => {
    it('finds every newer edition, sets what is certain, and at most one in twenty is none', async () => {
      const services = await freshServices(kind);
      const em = services.orm.em.fork();
      const source = await givenSource(em);
      const ids = new Map<string, number>();
      for (const [number, { told }] of histories.entries())
        for (const [at, one] of told.entries()) {
          const publication = await givenPublication(em, {
            source,
            title: one.title,
            url: addressOf(number, at),
            publisher: one.publisher ?? 'Calder Vale Partnership',
            publishedOn: one.on ?? '2026-09-07',
            publishedOnBasis: one.on ? 'source' : 'first-seen',
            type: one.type ?? null,
            region: one.region ?? null,
            withdrawnAt: one.notice ? new Date('2026-08-01') : null,
            editionsSaid: saidBy(one, number, at),
          });
          ids.set(`${number} ${at}`, publication.id);
        }

      await findEditions(services.fork());
      // What is interrupted is done again, and nothing is told twice.
      await services.orm.em.fork().nativeUpdate(Publication, {}, { editionsVersion: 0 });
      await findEditions(services.fork());

      const rows = await services.orm.em.fork().find(PossibleEdition, {});
      const found = pairs(rows.map(({ older, newer }) => [older.id, newer.id]));
      const meant = (wanted: (one: History) => boolean) =>
        pairs(
          histories.flatMap((history, number) =>
            wanted(history)
              ? history.editions.map(([older, newer]): [number, number] => [
                  ids.get(`${number} ${older}`) ?? 0,
                  ids.get(`${number} ${newer}`) ?? 0,
                ])
              : [],
          ),
        );
      const all = meant(() => true);
      const names = new Map(
        [...ids].map(([key, id]) => [id, histories[Number(key.split(' ')[0])]?.name]),
      );
      const told = (list: string[]) =>
        list.map((pair) => `${pair}: ${names.get(Number.parseInt(pair, 10))}`);
      const falsely = told(found.filter((pair) => !all.includes(pair)));
      expect(told(all.filter((pair) => !found.includes(pair)))).toEqual([]);
      expect([falsely.length / found.length <= 0.05, falsely]).toEqual([true, expect.anything()]);
      const superseded = await services.orm.em
        .fork()
        .find(Publication, { supersededById: { $ne: null } });
      expect(pairs(superseded.map((one) => [one.id, one.supersededById ?? 0]))).toEqual(
        meant(({ isCertain }) => isCertain === true),
      );
      expect(new Set(superseded.map(({ supersededBasis }) => supersededBasis))).toEqual(
        new Set(['publisher']),
      );
    });
  },
);
