import type { FC } from 'hono/jsx';
import { Page } from '../components/page.tsx';
import { Table } from '../components/table.tsx';

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: { type?: string; enum?: string[] };
  }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { description?: string }>;
}

export interface OpenApi {
  info: { title: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
}

const OperationSection: FC<{ method: string; path: string; operation: Operation }> = ({
  method,
  path,
  operation,
}) => (
  <section class="panel">
    <h3 class="govuk-heading-s">
      <code>
        {method.toUpperCase()} /api{path}
      </code>
    </h3>
    <p class="govuk-body">{operation.summary}</p>
    {operation.description && <p class="govuk-body-s quiet">{operation.description}</p>}
    {(operation.parameters?.length ?? 0) > 0 && (
      <Table
        caption="Parameters"
        columns={[{ text: 'Name' }, { text: 'In' }, { text: 'Values' }]}
        rows={(operation.parameters ?? []).map((parameter) => [
          <code>{parameter.name}</code>,
          `${parameter.in}${parameter.required ? ', needed' : ''}`,
          parameter.schema?.enum?.join(', ') ??
            parameter.description ??
            parameter.schema?.type ??
            '',
        ])}
      />
    )}
    {operation.requestBody && (
      <p class="govuk-body">
        Takes {Object.keys(operation.requestBody.content ?? {}).join(' or ')}.
      </p>
    )}
    <p class="govuk-body-s">
      Answers{' '}
      {Object.entries(operation.responses ?? {})
        .filter(([status]) => Number(status) < 300)
        .map(([status, { description }]) => `${status} (${description})`)
        .join(', ')}
      , or problem details.
    </p>
  </section>
);

/** The API's own description, read from the same file that programs get. */
export const ApiReferencePage: FC<{ description: OpenApi }> = ({ description }) => {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'Other'))];
  return (
    <Page title="API">
      <h1 class="govuk-heading-l">API</h1>
      <p class="govuk-body">{description.info.description}</p>
      <p class="govuk-body">
        Programs sign in with a token from{' '}
        <a class="govuk-link" href="/account">
          your account
        </a>
        , sent as <code>Authorization: Bearer TOKEN</code>. Errors are problem details (RFC 9457).
        Programs can read this description at{' '}
        <a class="govuk-link" href="/api/openapi.json">
          /api/openapi.json
        </a>{' '}
        (OpenAPI 3.1).
      </p>
      {tags.map((tag) => (
        <>
          <h2 class="govuk-heading-m">{tag}</h2>
          {operations
            .filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag)
            .map((operation) => (
              <OperationSection {...operation} />
            ))}
        </>
      ))}
    </Page>
  );
};
