import { defineEntity, p } from '@mikro-orm/core';
import { Source } from './source.ts';

const ScanSchema = defineEntity({
  name: 'Scan',
  tableName: 'scan',
  indexes: [{ properties: ['source', 'startedAt'] }, { properties: ['startedAt'] }],
  properties: {
    id: p.integer().primary(),
    source: () => p.manyToOne(Source).deleteRule('cascade'),
    startedAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    outcome: p.enum(['running', 'read', 'not-modified', 'failed', 'abandoned'] as const),
    /** The source's first complete scan: what it offers is the backlog. */
    isFirst: p.boolean().default(false),
    /** Entries the source offered. */
    offered: p.integer().default(0),
    /** … of those, never offered before. */
    fresh: p.integer().default(0),
    /** … of those, offered otherwise than before, and so read again. */
    changed: p.integer().default(0),
    httpStatus: p.integer().nullable(),
    /** Why it failed, as a sentence. */
    reason: p.text().nullable(),
    /** Odd but readable, as sentences. */
    warnings: p.json<string[]>().default([]),
  },
});

/** One visit to one source and what came of it. */
export class Scan extends ScanSchema.class {}
ScanSchema.setClass(Scan);
