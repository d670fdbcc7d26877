import { z } from '@hono/zod-openapi';
import { mayShowClasses, type Scan, sourceKinds } from '#shared/entities/index.ts';
import type { SourceLine } from '#shared/sources/show-sources.ts';

const text = z.string().nullable();

export const source = z
  .object({
    id: z.number().int(),
    key: z.string(),
    name: z.string(),
    publisher: z.string(),
    kind: z.enum(sourceKinds),
    url: z.string(),
    query: text,
    licence: text,
    region: text,
    mayShow: z.enum(mayShowClasses),
    note: text,
    isVerified: z.boolean(),
    isPaused: z.boolean(),
    includesFirstScan: z.boolean(),
    state: z.string(),
    explanation: z.string(),
    warning: text,
    lastScannedAt: text,
    lastSucceededAt: text,
    lastNewAt: text,
    firstFailedAt: text,
    failures: z.number().int(),
    failureReason: text,
    nextScanAt: text,
    publications: z.number().int(),
    unread: z.number().int(),
  })
  .openapi('Source');

export const scan = z
  .object({
    id: z.number().int(),
    startedAt: z.string(),
    endedAt: text,
    outcome: z.enum(['running', 'read', 'not-modified', 'failed', 'abandoned']),
    isFirst: z.boolean(),
    offered: z.number().int(),
    fresh: z.number().int(),
    changed: z.number().int(),
    httpStatus: z.number().int().nullable(),
    reason: text,
    warnings: z.array(z.string()),
  })
  .openapi('Scan');

const said = (at: Date | null | undefined) => at?.toISOString() ?? null;

export const sourceJson = ({
  source: row,
  health,
  warning,
  publications,
  unread,
}: SourceLine): z.infer<typeof source> => ({
  id: row.id,
  key: row.key,
  name: row.name,
  publisher: row.publisher,
  kind: row.kind,
  url: row.url,
  query: row.query ?? null,
  licence: row.licence ?? null,
  region: row.region ?? null,
  mayShow: row.mayShow,
  note: row.note ?? null,
  isVerified: row.isVerified,
  isPaused: row.isPaused,
  includesFirstScan: row.includesFirstScan,
  state: health.state,
  explanation: health.explanation,
  warning,
  lastScannedAt: said(row.lastScannedAt),
  lastSucceededAt: said(row.lastSucceededAt),
  lastNewAt: said(row.lastNewAt),
  firstFailedAt: said(row.firstFailedAt),
  failures: row.failures,
  failureReason: row.failureReason ?? null,
  nextScanAt: said(row.nextScanAt),
  publications,
  unread,
});

export const scanJson = (row: Scan): z.infer<typeof scan> => ({
  id: row.id,
  startedAt: row.startedAt.toISOString(),
  endedAt: said(row.endedAt),
  outcome: row.outcome,
  isFirst: row.isFirst,
  offered: row.offered,
  fresh: row.fresh,
  changed: row.changed,
  httpStatus: row.httpStatus ?? null,
  reason: row.reason ?? null,
  warnings: row.warnings,
});
