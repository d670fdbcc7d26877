import { serve } from '@hono/node-server';
import { type Config, WrongSettings } from '#shared/config.ts';
import type { OpenServices } from '#shared/services.ts';
import { createApp } from './create-app.tsx';
import {
  closeDripping,
  ordinaryPace,
  type RequestPace,
  serverOptionsFor,
} from './slow-requests.ts';

/** Why nothing can listen there, as one sentence that names the setting; null for any other fault. */
function cannotListen({ host, port }: Pick<Config, 'host' | 'port'>, cause: NodeJS.ErrnoException) {
  const reasons: Record<string, string> = {
    EADDRINUSE: `PORT is ${port}, which is in use. Stop what uses it, or set PORT to another.`,
    EACCES: `PORT is ${port}, on which this account may not listen. Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST is ${host}, which is no address of this machine. Set HOST to one that is, or leave it out.`,
    ENOTFOUND: `HOST is ${host}, a name that is not known here. Set HOST to an address of this machine, or leave it out.`,
    EAI_AGAIN: `HOST is ${host}, a name that cannot be looked up. Set HOST to an address of this machine, or leave it out.`,
  };
  const why = reasons[cause.code ?? ''];
  return why ? new WrongSettings(`Skylark cannot start: ${why}`, { cause }) : null;
}

/**
 * Listens where the settings say.
 *
 * @param pace how long requests may take to come
 * @returns the address people use, and how to stop
 */
export async function serveApp(
  services: OpenServices,
  pace: RequestPace = ordinaryPace,
): Promise<{ url: string; close(): Promise<void> }> {
  const { host, port, baseUrl } = services.config;
  let address = baseUrl ?? '';
  const app = createApp(services, () => address);
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const serverOptions = serverOptionsFor(pace);
    const starting = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (bound) => {
      const shown =
        host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      address ||= `http://${shown}:${bound.port}`;
      resolve(starting);
    });
    closeDripping(starting, pace);
    starting.on('error', (error: NodeJS.ErrnoException) =>
      reject(cannotListen(services.config, error) ?? error),
    );
  });
  return {
    url: address,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        if ('closeAllConnections' in server)
          setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}
