import net, { type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export const smtpStages = [
  'greeting',
  'hello',
  'sign-in',
  'sender',
  'recipient',
  'data',
  'end',
] as const;
export type SmtpStage = (typeof smtpStages)[number];

/** A reply as it goes over the wire, without the line's end; or no reply at all. */
export type Answer = string | 'silence' | 'drop' | { after: Promise<unknown>; reply: string };

export interface FaultySmtp {
  url: string;
  /** The same with a name and a password. */
  urlWithSignIn: string;
  /** What goes wrong at a stage: for all, or told by the recipient of the message under way. */
  faults: Partial<Record<SmtpStage, Answer | ((to: string) => Answer | null)>>;
  /** Messages that were taken, with their recipient, as they came. */
  taken: { to: string; content: string }[];
  /** Messages that came whole, taken or not. */
  came: { to: string; content: string }[];
  /** Connections so far. */
  connections: number;
  /** How often a recipient was named. */
  asked: string[];
}

const usual: Record<SmtpStage, string> = {
  greeting: '220 mail.example ESMTP',
  hello: '250-mail.example\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN',
  'sign-in': '235 2.7.0 Welcome',
  sender: '250 2.1.0 OK',
  recipient: '250 2.1.5 OK',
  data: '354 Go on',
  end: '250 2.0.0 Taken',
};
const stageOfVerb: Record<string, SmtpStage> = {
  EHLO: 'hello',
  HELO: 'hello',
  AUTH: 'sign-in',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'data',
};

/** One connection, line by line. */
function speak(smtp: FaultySmtp, socket: Socket, isPipelining: boolean): void {
  let to = '';
  let isInData = false;
  let pending = '';
  let content: string[] = [];

  const answer = (stage: SmtpStage): boolean => {
    const fault = smtp.faults[stage];
    const given = (typeof fault === 'function' ? fault(to) : fault) ?? usual[stage];
    if (given === 'silence') return false;
    if (given === 'drop') {
      socket.destroy();
      return false;
    }
    if (typeof given !== 'string') {
      void given.after.then(() => socket.write(`${given.reply}\r\n`));
      return given.reply.startsWith('2');
    }
    const reply =
      stage === 'hello' && isPipelining && given === usual.hello
        ? given.replace('250-ENHANCED', '250-PIPELINING\r\n250-ENHANCED')
        : given;
    socket.write(`${reply}\r\n`);
    return /^[23]/.test(reply);
  };

  function command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    const stage = stageOfVerb[verb];
    if (verb === 'RCPT') {
      to = /<(.*?)>/.exec(line)?.[1] ?? '';
      smtp.asked.push(to);
    }
    if (stage) {
      const isGood = answer(stage);
      if (stage === 'data' && isGood) isInData = true;
    } else if (verb === 'QUIT') socket.end('221 Bye\r\n');
    else socket.write('250 OK\r\n');
  }

  function take(line: string): void {
    if (!isInData) command(line);
    else if (line === '.') takeMessage();
    else content.push(line.startsWith('..') ? line.slice(1) : line);
  }

  function takeMessage(): void {
    isInData = false;
    const message = { to, content: content.join('\r\n') };
    content = [];
    smtp.came.push(message);
    if (answer('end')) smtp.taken.push(message);
  }

  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    const lines = pending.split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  answer('greeting');
}

/** A mail server on loopback that does at each stage what a test wants; closed when the test ends. */
export async function faultySmtp(
  given: { faults?: FaultySmtp['faults']; isPipelining?: boolean } = {},
): Promise<FaultySmtp> {
  const smtp: FaultySmtp = {
    url: '',
    urlWithSignIn: '',
    faults: given.faults ?? {},
    taken: [],
    came: [],
    connections: 0,
    asked: [],
  };
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    smtp.connections += 1;
    sockets.add(socket);
    speak(smtp, socket, given.isPipelining ?? false);
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  const { port } = server.address() as AddressInfo;
  smtp.url = `smtp://127.0.0.1:${port}`;
  smtp.urlWithSignIn = `smtp://skylark:secret@127.0.0.1:${port}`;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return smtp;
}
