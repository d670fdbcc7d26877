import type { Services } from '#shared/services.ts';
import { type PlanView, showPlan } from './show-plan.ts';
import type { ShownEntry } from './shown-entry.ts';

export interface ThemeCoverage {
  id: string;
  label: string;
  entries: { id: number; ref: string }[];
  /** Sum over the entries; a publication linked to two of them counts twice. */
  publications: number;
  newestOn: string | null;
  without: { id: number; ref: string }[];
}

export interface FacetCoverage {
  themes: ThemeCoverage[];
  without: ShownEntry[];
}

const place = ({ id, ref }: ShownEntry) => ({ id, ref });

/** Themes of a plan against what is linked to their entries. @throws {NotFound} */
export async function planCoverage(
  services: Pick<Services, 'em' | 'clock'>,
  planId: number,
): Promise<{ plan: PlanView; coverage: FacetCoverage }> {
  const plan = await showPlan(services, { planId });
  const themes = plan.themes.map(({ id, label }): ThemeCoverage => {
    const entries = plan.entries.filter((entry) => entry.themes.some((theme) => theme.id === id));
    const dates = entries.flatMap(({ newestOn }) => newestOn ?? []).sort();
    return {
      id,
      label,
      entries: entries.map(place),
      publications: entries.reduce((sum, { publications }) => sum + publications, 0),
      newestOn: dates.at(-1) ?? null,
      without: entries.filter(({ publications }) => publications === 0).map(place),
    };
  });
  // Gaps first: they are what the page is for.
  themes.sort((a, b) => a.publications - b.publications || a.label.localeCompare(b.label));
  return {
    plan,
    coverage: { themes, without: plan.entries.filter(({ publications }) => publications === 0) },
  };
}
