/** Loaded before a process that may open no connection: whoever tries one ends it with the code 86. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const caught = () => process.exit(86);
net.Socket.prototype.connect = caught;
net.Server.prototype.listen = caught;
dgram.createSocket = caught;
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = caught;
globalThis.fetch = caught;
syncBuiltinESMExports();
