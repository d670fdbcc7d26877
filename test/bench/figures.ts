/** One figure of a benchmark. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the ratio is against, measured in the same run. */
  reference?: string;
  /** `value` over the reference's. */
  ratio?: number;
  /** What it should be, in words. */
  aim?: string;
}

/** The value below which this share of the samples lies. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
