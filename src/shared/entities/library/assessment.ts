import { defineEntity, p } from '@mikro-orm/core';
import { fromList } from '../from-list.ts';
import { User } from '../people/user.ts';
import { Publication } from './publication.ts';

export const evidenceStrengths = [
  'statutory-duty',
  'national-finding',
  'evaluated-with-control',
  'evaluated-before-after',
  'described-practice',
  'opinion-or-news',
] as const;

export type EvidenceStrength = (typeof evidenceStrengths)[number];

/** As pages, files and reports write them; the strongest first. */
export const evidenceWords: Record<EvidenceStrength, string> = {
  'statutory-duty': 'Statutory duty',
  'national-finding': 'National review or inspection finding',
  'evaluated-with-control': 'Evaluated with a control',
  'evaluated-before-after': 'Evaluated before and after',
  'described-practice': 'Described practice',
  'opinion-or-news': 'Opinion or news',
};

export const horizons = ['now', 'next', 'later'] as const;

export type Horizon = (typeof horizons)[number];

const AssessmentSchema = defineEntity({
  name: 'Assessment',
  tableName: 'assessment',
  properties: {
    id: p.integer().primary(),
    publication: () => p.oneToOne(Publication).owner().deleteRule('cascade'),
    /** 0 not, 1 slightly, 2 clearly, 3 directly. */
    relevance: p.integer().nullable(),
    evidenceStrength: fromList<EvidenceStrength>().nullable(),
    /** 1 to 5. */
    impact: p.integer().nullable(),
    horizon: fromList<Horizon>().nullable(),
    /** One line: "What this means here". */
    meaning: p.text().nullable(),
    assessedBy: () => p.manyToOne(User).nullable().deleteRule('set null').index(),
    assessedAt: p.datetime(3),
  },
});

/** A person's judgement of a publication. */
export class Assessment extends AssessmentSchema.class {}
AssessmentSchema.setClass(Assessment);
