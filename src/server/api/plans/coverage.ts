import { createRoute, z } from '@hono/zod-openapi';
import { entryStatuses } from '#shared/entities/index.ts';
import {
  type CoverageGap,
  coverageGapNames,
  evidenceKinds,
} from '#shared/plans/coverage/evidence-kinds.ts';
import { type Coverage, showCoverage } from '#shared/plans/coverage/show-coverage.ts';
import { needs } from '../../request/permission.ts';
import { createApiRouter } from '../api-env.ts';
import { jsonAnswer } from '../shapes.ts';

const gap = z.enum(coverageGapNames as [CoverageGap, ...CoverageGap[]]);
const kind = z.enum(evidenceKinds.map(({ key }) => key) as [string, ...string[]]);

const filter = z.object({
  plan: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .openapi({ description: 'All plans when left out' }),
  owner: z.string().optional(),
  theme: z.string().optional(),
  status: z.enum(entryStatuses).optional(),
  gap: gap.optional(),
});

const coverageSchema = z
  .object({
    plan: z.object({ id: z.number().int(), title: z.string() }).nullable(),
    total: z.number().int().openapi({ description: 'Entries before the filter by gap' }),
    counts: z.array(z.object({ gap, entries: z.number().int() })),
    entries: z
      .array(
        z.object({
          id: z.number().int(),
          plan: z.string(),
          ref: z.string(),
          text: z.string(),
          owner: z.string().nullable(),
          status: z.enum(entryStatuses),
          gaps: z.array(gap),
          publications: z.number().int(),
          newestOn: z.string().nullable(),
          evidence: z.array(
            z.object({
              kind,
              publications: z.number().int(),
              newestOn: z.string().nullable(),
            }),
          ),
        }),
      )
      .openapi({ description: 'Gaps first' }),
    unlinked: z.object({
      total: z.number().int(),
      items: z.array(
        z.object({
          id: z.number().int(),
          title: z.string(),
          publisher: z.string(),
          publishedOn: z.string().nullable(),
        }),
      ),
    }),
  })
  .openapi('EvidenceCoverage');

const coverageJson = (coverage: Coverage): z.infer<typeof coverageSchema> => ({
  plan: coverage.plan,
  total: coverage.total,
  counts: coverageGapNames.map((one) => ({ gap: one, entries: coverage.counts[one] })),
  entries: coverage.rows.map(({ cells, ...row }) => ({
    ...row,
    evidence: evidenceKinds.flatMap(({ key }) => {
      const cell = cells[key];
      return cell ? [{ kind: key, ...cell }] : [];
    }),
  })),
  unlinked: coverage.unlinked,
});

/** What has no evidence, or none that holds. */
export const coverageApi = createApiRouter();

const tags = ['Plans'];

coverageApi.openapi(
  createRoute({
    method: 'get',
    path: '/coverage',
    middleware: needs('read plans'),
    summary: 'Entries of all plans, or of one, against kinds of evidence and its age, gaps first',
    tags,
    request: { query: filter },
    responses: { 200: jsonAnswer(coverageSchema, 'Entries against kinds of evidence') },
  }),
  async (c) => c.json(coverageJson(await showCoverage(c.var.services, c.req.valid('query'))), 200),
);
