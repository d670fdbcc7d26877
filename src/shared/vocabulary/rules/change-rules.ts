import { recordMethodChange } from '#shared/database/note-method-change.ts';
import type { EntityManager } from '#shared/database/open-database.ts';
import type { Actor } from '#shared/database/record-audit.ts';
import { Concept, nameOf, Publication, SuggestionRule, User } from '#shared/entities/index.ts';
import { Conflict, Invalid, NotFound } from '#shared/errors.ts';
import type { Services } from '#shared/services.ts';
import { lineOfText } from '#shared/text/line-of-text.ts';
import { isFact } from '../used-concept.ts';

type Work = Pick<Services, 'em' | 'clock'>;

const longestSearch = 300;

/** A rule that people see. */
export interface ShownRule {
  id: number;
  search: string;
  concept: { id: string; label: string };
  createdBy: string | null;
  createdAt: Date;
}

/** The rules in use, the latest first. */
export async function listRules({ em }: Pick<Services, 'em'>): Promise<ShownRule[]> {
  const rows = await em.find(
    SuggestionRule,
    { removedAt: null },
    { populate: ['concept', 'createdBy'], orderBy: { id: 'desc' } },
  );
  return rows.map(({ id, search, concept, createdBy, createdAt }) => ({
    id,
    search,
    concept: { id: concept.id, label: concept.label },
    createdBy: nameOf(createdBy),
    createdAt,
  }));
}

/** The words and the concept of a rule. @throws {Invalid} with field search or conceptId */
export async function usableRule(
  em: EntityManager,
  given: { search: string; conceptId: string },
): Promise<{ search: string; concept: Concept }> {
  const search = lineOfText(given.search).replace(/\s+/g, ' ');
  if (!search) throw new Invalid('Enter what is searched for', 'search');
  if (search.length > longestSearch)
    throw new Invalid(`Keep the search to ${longestSearch} characters`, 'search');
  const concept = await em.findOne(Concept, given.conceptId);
  if (!concept || concept.retiredAt || isFact(concept))
    throw new Invalid('Choose a concept that is in use', 'conceptId');
  return { search, concept };
}

function tell(em: EntityManager, rule: SuggestionRule, action: string, by: Actor, at: Date): void {
  const { concept, search } = rule;
  const subject = { type: 'concept', id: concept.id } as const;
  const after = { rule: rule.id, search };
  recordMethodChange(em, { by, at, action, subject, after }, { name: concept.label });
}

/**
 * Adds a rule: what is recorded from now on, and what waits if that is wanted, is suggested the concept
 * when the search finds it.
 *
 * @returns its id
 * @throws {Invalid} with field search or conceptId
 */
export const addRule = (
  { em, clock }: Work,
  given: { search: string; conceptId: string; forWaiting: boolean; by: Actor },
): Promise<number> =>
  em.transactional(async (em) => {
    const at = clock();
    const { search, concept } = await usableRule(em, given);
    const known = await em.findOne(SuggestionRule, { search, concept, removedAt: null });
    if (known) throw new Invalid('There is such a rule already', 'search');
    const { userId } = given.by;
    const createdBy = userId === null ? null : em.getReference(User, userId);
    const rule = em.create(SuggestionRule, { search, concept, createdBy, createdAt: at });
    await em.flush();
    if (given.forWaiting)
      await em.nativeUpdate(Publication, { status: 'new' }, { rulesVersion: 0 });
    tell(em, rule, 'vocabulary.rule-added', given.by, at);
    return rule.id;
  });

const changing = ({ em, clock }: Work, given: { ruleId: number; by: Actor }, isThere: boolean) =>
  em.transactional(async (em) => {
    const at = clock();
    const rule = await em.findOne(SuggestionRule, given.ruleId, { populate: ['concept'] });
    if (!rule) throw new NotFound('rule', given.ruleId);
    if (!rule.removedAt === isThere)
      throw new Conflict(
        isThere ? 'The rule is in use already.' : 'The rule was taken away already.',
      );
    rule.removedAt = isThere ? null : at;
    tell(em, rule, isThere ? 'vocabulary.rule-restored' : 'vocabulary.rule-removed', given.by, at);
  });

/** Takes a rule away: what it suggested stays. @throws {NotFound} @throws {Conflict} */
export const removeRule = (work: Work, given: { ruleId: number; by: Actor }): Promise<void> =>
  changing(work, given, false);

/** Brings it back. @throws {NotFound} @throws {Conflict} */
export const restoreRule = (work: Work, given: { ruleId: number; by: Actor }): Promise<void> =>
  changing(work, given, true);
