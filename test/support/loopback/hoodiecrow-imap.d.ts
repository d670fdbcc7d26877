declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  interface TestMailbox {
    server: Server;
    listen(port: number, host: string, ready: () => void): void;
    close(closed: () => void): void;
  }
  export default function openMailbox(options: object): TestMailbox;
}
