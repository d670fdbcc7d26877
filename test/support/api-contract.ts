import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Json = Record<string, unknown>;
interface Answer {
  content?: Record<string, { schema: Json }>;
  headers?: Record<string, { required?: boolean }>;
}
interface Operation {
  responses: Record<string, Answer>;
}

/** The API's own description, as it is served. */
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The same schemas with nothing left open: what is not declared may not be answered. Programs are told
 * the open ones, so that a further field breaks none of them.
 */
function closed(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(closed);
  if (!isObject(given)) return given;
  const all = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, closed(value)]),
  );
  const isOpen = isObject(given.properties) && given.additionalProperties === undefined;
  return isOpen ? { ...all, additionalProperties: false } : all;
}

const pattern = (path: string) => new RegExp(`^/api${path.replace(/\{[^}]+\}/g, '([^/]+)')}$`);

const parametersIn = (path: string) => path.split('{').length - 1;

/** What an answer says against the description, as sentences; none when it keeps to it. */
export interface Contract {
  /** "GET /v1/plans"; null where the description has no such operation. */
  operationOf(method: string, pathname: string): string | null;
  faultsIn(method: string, pathname: string, answer: Response): Promise<string[]>;
}

/** Reads the description once; each schema is compiled when an answer first needs it. */
export function contractOf(description: Description): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', components: closed(description.components) as Json });
  const compiled = new Map<string, ValidateFunction>();
  const paths = Object.keys(description.paths)
    .map((path) => ({ path, matches: pattern(path), parameters: parametersIn(path) }))
    .sort((one, other) => one.parameters - other.parameters);

  function operationAt(method: string, pathname: string) {
    for (const { path, matches } of paths) {
      const operation = description.paths[path]?.[method.toLowerCase()];
      if (operation && matches.test(pathname)) return { path, operation };
    }
    return null;
  }

  function validatorOf(name: string, schema: Json): ValidateFunction {
    const known = compiled.get(name);
    if (known) return known;
    const whole = JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"api#/'));
    const made = ajv.compile(whole);
    compiled.set(name, made);
    return made;
  }

  async function faultsOfBody(name: string, answer: Response, declared: Answer): Promise<string[]> {
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const body = await answer.text();
    if (!declared.content) return body === '' ? [] : ['has a body, and none is declared'];
    const media = declared.content[type];
    if (!media)
      return [`is ${type || 'of no type'}, and declared as ${Object.keys(declared.content)}`];
    // A file is what its type says, and no JSON.
    if (!/[/+]json$/.test(type)) return [];
    const validate = validatorOf(`${name} ${type}`, media.schema);
    if (validate(JSON.parse(body))) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `at ${instancePath || 'the top'}: ${message} ${JSON.stringify(params)}`,
    );
  }

  const faultsOfHeaders = (answer: Response, declared: Answer) =>
    Object.entries(declared.headers ?? {})
      .filter(([name, { required }]) => required && !answer.headers.has(name))
      .map(([name]) => `lacks the header ${name}`);

  return {
    operationOf(method, pathname) {
      const found = operationAt(method, pathname);
      return found && `${method.toUpperCase()} ${found.path}`;
    },
    async faultsIn(method, pathname, answer) {
      const found = operationAt(method, pathname);
      const problem = { content: { 'application/problem+json': { schema: problemReference } } };
      if (!found) return faultsOfBody('no operation', answer, problem);
      const declared = found.operation.responses[answer.status];
      if (!declared) return [`answers ${answer.status}, which is not declared`];
      const name = `${method} ${found.path} ${answer.status}`;
      return [
        ...faultsOfHeaders(answer, declared),
        ...(await faultsOfBody(name, answer, declared)),
      ];
    },
  };
}

const problemReference = { $ref: '#/components/schemas/Problem' };
