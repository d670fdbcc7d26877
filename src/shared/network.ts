/** What the settings say of the network that this process runs in. */
import { setGlobalProxyFromEnv } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Config } from './config.ts';

/**
 * Has everything in this thread trust the authorities of the settings (fetching, mail, the services
 * of the settings), and what asks an embedder or a search server by https go through the proxy.
 * What comes from sources or people goes by `worker/fetch`, which has its own guard.
 */
export function useNetwork({ extraAuthorities, fetch }: Config): void {
  if (extraAuthorities) {
    setDefaultCACertificates([...getCACertificates('default'), extraAuthorities]);
  }
  if (fetch.proxy?.forHttps) {
    const here = ['localhost', '.localhost', '127.0.0.1', '127.0.0.0/8', '[::1]', '::1'];
    setGlobalProxyFromEnv({
      https_proxy: fetch.proxy.forHttps,
      no_proxy: [...fetch.proxy.except, ...here].join(','),
    });
  }
}
