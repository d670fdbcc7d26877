import { createApp } from '#server/create-app.tsx';
import type { OpenServices } from '#shared/services.ts';
import { type Contract, contractOf, type Description } from './api-contract.ts';

const contracts = new Map<string, Contract>();

/** By the description's own text: one of a file is as that of another, and is read once. */
async function contractServedBy(ask: (request: Request) => Promise<Response>): Promise<Contract> {
  const text = await (await ask(new Request('http://skylark.test/api/openapi.json'))).text();
  const known = contracts.get(text) ?? contractOf(JSON.parse(text) as Description);
  contracts.set(text, known);
  return known;
}

/**
 * The real app, of which every answer of the API is held against the description that it serves: its
 * status and type are declared, and its body is valid, with nothing in it that is not declared. Tests
 * have no other app, so that each of them tries the description too.
 *
 * @throws {Error} from a request, naming what the answer says against the description
 */
export function appUnderTest(
  services: OpenServices,
  baseUrl: () => string,
): ReturnType<typeof createApp> {
  const app = createApp(services, baseUrl);
  const answering = app.fetch;
  let contract: Promise<Contract> | null = null;
  app.fetch = async (request, ...rest) => {
    const answer = await answering(request, ...rest);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/api/v1')) return answer;
    contract ??= contractServedBy(async (asked) => answering(asked));
    const faults = await (await contract).faultsIn(request.method, pathname, answer.clone());
    if (faults.length === 0) return answer;
    throw new Error(
      `The answer ${answer.status} to ${request.method} ${pathname} is not as described: ${faults.join('; ')}`,
    );
  };
  return app;
}
