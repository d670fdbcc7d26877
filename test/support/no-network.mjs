/** Loaded before a process that would visit real publishers: it finds no name but its own. */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';

const isHere = (host) => host === 'localhost' || isIP(host) !== 0;
const notFound = (host) =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });

const { lookup } = dns;
dns.lookup = (host, ...rest) =>
  isHere(host) ? lookup(host, ...rest) : rest.at(-1)(notFound(host));
const lookUp = dns.promises.lookup;
dns.promises.lookup = (host, ...rest) =>
  isHere(host) ? lookUp(host, ...rest) : Promise.reject(notFound(host));
syncBuiltinESMExports();
