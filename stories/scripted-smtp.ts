import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Every way in which a mail server can go wrong, by the moment at which it does. */
export const SMTP_FAULTS = [
  'no greeting',
  'hangs up instead of a greeting',
  'greets with 421',
  'greets with garbage',
  'hangs up at EHLO',
  'hangs up at MAIL',
  'defers MAIL',
  'refuses MAIL',
  'hangs up at RCPT',
  'defers RCPT',
  'refuses RCPT',
  'says 421 at RCPT and hangs up',
  'hangs up at DATA',
  'defers DATA',
  'refuses DATA',
  'hangs up in the content',
  'hangs up after the content',
  'resets after the content',
  'is silent after the content',
  'defers the content',
  'refuses the content',
  'answers the content with garbage',
  'answers the content by half',
  'accepts and resets',
  'accepts before the content',
  'says every yes twice',
  'speaks a byte at a time',
] as const;
export type SmtpFault = (typeof SMTP_FAULTS)[number];
export type SmtpMood = SmtpFault | 'well';

/** The content was taken whole by the server, whatever it said afterwards: somebody will read it. */
export const TAKES_THE_CONTENT: ReadonlySet<SmtpMood> = new Set<SmtpMood>([
  'well',
  'hangs up after the content',
  'resets after the content',
  'is silent after the content',
  'answers the content with garbage',
  'answers the content by half',
  'accepts and resets',
  'accepts before the content',
  'says every yes twice',
  'speaks a byte at a time',
]);

export type Taken = {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly content: string;
};

export type ScriptedSmtp = {
  readonly port: number;
  /** What was taken whole, in order: the mail that somebody will read. */
  readonly taken: Taken[];
  /** How often each Message-ID was taken. */
  counts(): Map<string, number>;
  /** How the server feels from the next session on; a function is asked once a session. */
  feel(mood: SmtpMood | (() => SmtpMood)): void;
  close(): Promise<void>;
};

const PIECE_MS = 3;
const WELL = (): SmtpMood => 'well';

/** A mail server on this machine that does what its script says. */
export async function scriptedSmtp(): Promise<ScriptedSmtp> {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  let mood: () => SmtpMood = WELL;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, mood(), taken);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    counts() {
      const counts = new Map<string, number>();
      for (const { messageId } of taken) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
      return counts;
    },
    feel(next) {
      mood = typeof next === 'function' ? next : () => next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function converse(socket: Socket, mood: SmtpMood, taken: Taken[]): void {
  let unread = '';
  let inContent = false;
  let sender = '';
  let recipients: string[] = [];
  let speaking = Promise.resolve();

  const say = (line: string) => {
    const isYes =
      line.startsWith('2') && mood === 'says every yes twice' && !line.startsWith('220');
    const text = `${line}\r\n`.repeat(isYes ? 2 : 1);
    speaking = speaking.then(() =>
      mood === 'speaks a byte at a time' ? slowly(text) : write(text),
    );
  };
  const write = (text: string) => void (socket.writable && socket.write(text));
  const slowly = async (text: string) => {
    for (const character of text) {
      write(character);
      await new Promise((passed) => setTimeout(passed, PIECE_MS));
    }
  };
  const hangUp = () => socket.destroy();
  const reset = () => socket.resetAndDestroy();

  const greet = () => {
    if (mood === 'no greeting') return;
    if (mood === 'hangs up instead of a greeting') return hangUp();
    if (mood === 'greets with 421') return say('421 too busy');
    if (mood === 'greets with garbage') return say('<html>hello</html>');
    say('220 scripted.example ESMTP');
  };

  const obey = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO')
      return mood === 'hangs up at EHLO' ? hangUp() : say('250 scripted.example');
    if (verb === 'HELO')
      return mood === 'hangs up at EHLO' ? hangUp() : say('250 scripted.example');
    if (verb === 'MAIL') {
      sender = between(line);
      recipients = [];
      if (mood === 'hangs up at MAIL') return hangUp();
      if (mood === 'defers MAIL') return say('451 later, please');
      if (mood === 'refuses MAIL') return say('550 not from you');
      return say('250 sender fine');
    }
    if (verb === 'RCPT') {
      recipients.push(between(line));
      if (mood === 'hangs up at RCPT') return hangUp();
      if (mood === 'defers RCPT') return say('450 mailbox busy');
      if (mood === 'refuses RCPT') return say('550 no such mailbox');
      if (mood === 'says 421 at RCPT and hangs up') {
        socket.end('421 shutting down\r\n');
        return;
      }
      return say('250 recipient fine');
    }
    if (verb === 'DATA') {
      if (mood === 'hangs up at DATA') return hangUp();
      if (mood === 'defers DATA') return say('451 later, please');
      if (mood === 'refuses DATA') return say('554 no');
      inContent = true;
      if (mood === 'accepts before the content') return write('354 go on\r\n250 taken already\r\n');
      return say('354 go on');
    }
    if (verb === 'QUIT') {
      socket.end('221 goodbye\r\n');
      return;
    }
    say(verb === 'RSET' || verb === 'NOOP' ? '250 fine' : '500 what?');
  };

  const judge = (content: string) => {
    inContent = false;
    if (TAKES_THE_CONTENT.has(mood)) {
      const messageId = /^message-id:\s*(\S+)/im.exec(content)?.[1] ?? '';
      taken.push({ messageId, recipients, sender, content });
    }
    if (mood === 'hangs up after the content') return hangUp();
    if (mood === 'resets after the content') return reset();
    if (mood === 'is silent after the content') return;
    if (mood === 'defers the content') return say('452 no room');
    if (mood === 'refuses the content') return say('554 not this');
    if (mood === 'answers the content with garbage') return say('banana');
    if (mood === 'answers the content by half') {
      socket.end('25');
      return;
    }
    if (mood === 'accepts before the content') return;
    say('250 taken');
    if (mood === 'accepts and resets') setTimeout(reset, PIECE_MS);
  };

  socket.on('data', (bytes) => {
    unread += bytes.toString('latin1');
    for (;;) {
      if (inContent) {
        if (mood === 'hangs up in the content') return void (unread !== '' && hangUp());
        const end = unread.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const content = unread.slice(0, end);
        unread = unread.slice(end + 5);
        judge(content);
        continue;
      }
      const end = unread.indexOf('\r\n');
      if (end < 0) return;
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      obey(line);
    }
  });
  greet();
}

function between(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
