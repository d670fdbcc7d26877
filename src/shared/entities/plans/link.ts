import { defineEntity, p } from '@mikro-orm/core';
import { Document } from '../library/document.ts';
import { Publication } from '../library/publication.ts';
import { Version } from '../library/version.ts';
import { User } from '../people/user.ts';
import { PlanEntry } from './plan-entry.ts';

export const bearings = ['supports', 'challenges', 'updates', 'example', 'gap'] as const;

export type Bearing = (typeof bearings)[number];

const LinkSchema = defineEntity({
  name: 'Link',
  tableName: 'link',
  properties: {
    id: p.integer().primary(),
    publication: () => p.manyToOne(Publication).deleteRule('restrict').index(),
    entry: () => p.manyToOne(PlanEntry).deleteRule('restrict').index(),
    /** The version relied on. */
    version: () => p.manyToOne(Version).nullable().deleteRule('restrict').index(),
    bearing: p.enum(bearings),
    rationale: p.text(),
    quote: p.text().nullable(),
    document: () => p.manyToOne(Document).nullable().deleteRule('set null').index(),
    page: p.integer().nullable(),
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
