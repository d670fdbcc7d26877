import type { SourceKind } from '#shared/entities/index.ts';
import { SourceFailure } from '#shared/errors.ts';
import type { Connector } from './connector.ts';
import { feedConnector } from './feed.ts';
import { govukSearchConnector } from './govuk-search.ts';

const connectors = new Map<SourceKind, Connector>(
  [feedConnector, govukSearchConnector].map((connector) => [connector.kind, connector]),
);

/** Whether sources of this kind can be scanned. */
export const canRead = (kind: SourceKind): boolean => connectors.has(kind);

/** The connector for a kind. @throws {SourceFailure} "unsupported" when there is none */
export function connectorFor(kind: SourceKind): Connector {
  const connector = connectors.get(kind);
  if (!connector) {
    throw new SourceFailure('unsupported', `Sources of the kind “${kind}” cannot be read yet.`);
  }
  return connector;
}
