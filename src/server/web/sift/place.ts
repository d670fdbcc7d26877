import { z } from 'zod';
import type { SiftPart } from '#shared/judging/sift/order-of-sift.ts';
import { type SiftList, siftLists } from '#shared/judging/sift/put-by.ts';

/** Where somebody is in the sift, as addresses and forms say it. */
export interface Place {
  part: SiftPart;
  list: SiftList;
  page?: number | undefined;
  /** The publication that is read. */
  item?: number | undefined;
  /** The batch that was decided last, to be undone. */
  done?: string | undefined;
}

const id = z.coerce.number().int().positive().optional().catch(undefined);

export const placeShape = {
  part: z.enum(['all', 'new', 'backlog']).catch('new'),
  list: z.enum(siftLists).catch('waiting'),
  page: id,
};

export const placeRule = z.object({
  ...placeShape,
  item: id,
  done: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional()
    .catch(undefined),
});

/** "/sift?part=backlog&item=7#reading". */
export function siftAddress({ part, list, page, item, done }: Place, anchor = ''): string {
  const parameters = new URLSearchParams();
  if (part !== 'new') parameters.set('part', part);
  if (list !== 'waiting') parameters.set('list', list);
  if (page !== undefined && page > 1) parameters.set('page', String(page));
  if (item !== undefined) parameters.set('item', String(item));
  if (done !== undefined) parameters.set('done', done);
  return `/sift${parameters.size > 0 ? `?${parameters}` : ''}${anchor && `#${anchor}`}`;
}
