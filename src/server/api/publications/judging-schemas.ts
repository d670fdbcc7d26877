import { z } from '@hono/zod-openapi';
import {
  evidenceStrengths,
  horizons,
  publicationStatuses,
  setAsideReasons,
} from '#shared/entities/index.ts';
import { day } from '../shapes.ts';

/** What is sent to judge a publication. */

export const assessmentBody = z
  .object({
    relevance: z.number().int().min(0).max(3).nullable().optional(),
    evidenceStrength: z.enum(evidenceStrengths).nullable().optional(),
    impact: z.number().int().min(1).max(5).nullable().optional(),
    horizon: z.enum(horizons).nullable().optional(),
    meaning: z.string().max(300).nullable().optional(),
  })
  .openapi('NewAssessment', { description: 'What is left out stays as it was' });

export const statusBody = z
  .object({
    status: z.enum(publicationStatuses),
    reason: z.enum(setAsideReasons).optional(),
    note: z.string().max(500).optional(),
  })
  .refine(({ status, reason }) => status !== 'set-aside' || reason !== undefined, {
    path: ['reason'],
    message: 'Say why it is set aside',
  })
  .openapi('Verdict');

export const factsBody = z
  .object({
    title: z.string().min(1).max(1000).optional(),
    publisher: z.string().min(1).max(300).optional(),
    publishedOn: day.nullable().optional(),
    type: z.string().nullable().optional(),
    region: z.string().nullable().optional(),
  })
  .openapi('Facts');
