import { serve } from '@hono/node-server';
import type { OpenServices } from '#shared/services.ts';
import { createApp } from './create-app.tsx';

/** Listens where the settings say. @returns the address people use, and how to stop */
export async function serveApp(
  services: OpenServices,
): Promise<{ url: string; close(): Promise<void> }> {
  const { host, port, baseUrl } = services.config;
  let address = baseUrl ?? '';
  const app = createApp(services, () => address);
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, hostname: host, port }, (bound) => {
      const shown =
        host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      address ||= `http://${shown}:${bound.port}`;
      resolve(starting);
    });
    starting.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
          : error,
      ),
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
