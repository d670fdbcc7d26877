import { Source } from '#shared/entities/index.ts';
import type { Services } from '#shared/services.ts';
import type { SourceShape } from './source-rules.ts';

/** A source as somebody typed it, to be tested before it is saved: no database has it. */
export function draftSource(
  { em, clock }: Pick<Services, 'em' | 'clock'>,
  shape: SourceShape,
): Source {
  return em.fork().create(
    Source,
    {
      key: shape.key ?? 'not-saved',
      name: shape.name,
      publisher: shape.publisher,
      kind: shape.kind,
      url: shape.url,
      query: shape.query ?? null,
      licence: shape.licence ?? null,
      region: shape.region ?? null,
      mayShow: shape.mayShow,
      createdAt: clock(),
    },
    { persist: false },
  );
}
