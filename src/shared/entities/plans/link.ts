import { defineEntity, p } from '@mikro-orm/core';
import type { Finding } from '#shared/text/quotation/find-again.ts';
import { fromList } from '../from-list.ts';
import { Document } from '../library/document.ts';
import { Publication } from '../library/publication.ts';
import { Version } from '../library/version.ts';
import { User } from '../people/user.ts';
import { PlanEntry } from './plan-entry.ts';

export const bearings = ['supports', 'challenges', 'updates', 'example', 'gap'] as const;

export type Bearing = (typeof bearings)[number];

/** What became of a quotation in the version it was looked for last. */
export type QuotationFate = Finding['kind'];

/** What a link relied on until somebody revised it. */
export interface EarlierReliance {
  quote: string | null;
  before: string | null;
  after: string | null;
  page: number | null;
  /** Id of the version. */
  version: number | null;
  /** ISO instant until which it was so, and who revised it. */
  until: string;
  by: string;
}

const LinkSchema = defineEntity({
  name: 'Link',
  tableName: 'link',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('restrict').index(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('restrict').index(),
    /** The version relied on. */
    version: () => p.manyToOne(Version).nullable().deleteRule('restrict').index(),
    bearing: fromList<Bearing>(),
    rationale: p.text(),
    quote: p.text().nullable(),
    document: () => p.manyToOne(Document).nullable().deleteRule('set null').index(),
    page: p.integer().nullable(),
    /** What stood before and after the quotation in the version relied on. */
    quoteBefore: p.text().nullable(),
    quoteAfter: p.text().nullable(),
    /** The version of the publication in which it was looked for last; null: not yet. */
    checkedVersion: p.integer().nullable(),
    fate: p.string().length(20).$type<QuotationFate>().nullable(),
    /** When another fate than before was found. */
    fateAt: p.datetime(3).nullable(),
    /** Where it stands now, and the words there when they are others. `document` follows. */
    pageNow: p.integer().nullable(),
    quoteNow: p.text().nullable(),
    /** It changed since it was relied on, and nobody has said what that means. */
    needsLook: p.boolean().default(false).index(),
    /** Who said that it still holds, when, and of which version. */
    heldBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    heldAt: p.datetime(3).nullable(),
    heldVersion: p.integer().nullable(),
    /** What it relied on before it was revised, oldest first. */
    earlier: p.json<EarlierReliance[]>().default([]),
    /** Id of the link to an earlier edition in whose place it stands. */
    movedFromId: p.integer().nullable().index(),
    linkedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    linkedAt: p.datetime(3),
    /** A removed link stays as a record. */
    removedAt: p.datetime(3).nullable(),
    removedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    removedReason: p.text().nullable(),
  },
});

/** A publication's bearing on a plan entry; a pair may have several. */
export class Link extends LinkSchema.class {}
LinkSchema.setClass(Link);
