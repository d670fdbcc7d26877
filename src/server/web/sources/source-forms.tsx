import { z } from 'zod';
import type { Services } from '#shared/services.ts';
import { type SourceShape, sourceShape } from '#shared/sources/source-rules.ts';
import type { Again } from '../../request/submit.ts';
import { filled, regionsOf } from './form-fields.ts';
import { SourceFormPage, type TypedSource } from './source-form.tsx';

export const newForm = z.preprocess(
  filled,
  sourceShape.extend({
    /** The preview that was looked at before. */
    previewId: z.coerce.number().int().positive().optional().catch(undefined),
    /** What comes after it is added. */
    next: z.enum(['see', 'another']).catch('see'),
  }),
);
/** A source as the form shows it. */
export const typedOf = (
  source: Pick<
    SourceShape,
    'name' | 'publisher' | 'url' | 'query' | 'mayShow' | 'licence' | 'region' | 'note'
  > & { kind?: SourceShape['kind']; includesFirstScan?: boolean | undefined },
): TypedSource => {
  const { kind, name, publisher, url, query, mayShow, licence, region, note } = source;
  const includesFirstScan = source.includesFirstScan ? 'yes' : 'no';
  return {
    kind,
    name,
    publisher,
    url,
    query,
    mayShow,
    licence,
    region,
    note,
    includesFirstScan,
  };
};

/** The form again, as it was typed. */
export const formAgain =
  (services: Services): Again =>
  async (problems, typed) => (
    <SourceFormPage typed={typed} regions={await regionsOf(services)} problems={problems} />
  );
