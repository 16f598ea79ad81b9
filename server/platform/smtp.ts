import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Delivery, Mail, Postman } from './mail.ts';

export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /** `none` speaks in the clear: only ever to this machine itself. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly password: string;
};

export type SmtpTimes = {
  /** From the first connection until the content may be handed over. */
  readonly untilContentMs: number;
  /** From then on until the server's last word. */
  readonly untilReplyMs: number;
};

const TIMES: SmtpTimes = { untilContentMs: 25_000, untilReplyMs: 120_000 };
const IDLE_MS = 5_000;
const MAILS_PER_CONNECTION_MAX = 100;
const IDLE_CONNECTIONS_MAX = 5;
const DETAIL_MAX = 300;

type Line = { readonly connection: SMTPConnection; mails: number; idle?: NodeJS.Timeout };

/** A postman who speaks SMTP and keeps his lines open between mails for a few seconds. */
export function smtpPostman(server: SmtpServer, times: SmtpTimes = TIMES): Postman {
  const waiting: Line[] = [];

  const hangUp = (line: Line) => {
    clearTimeout(line.idle);
    const place = waiting.indexOf(line);
    if (place >= 0) waiting.splice(place, 1);
    line.connection.close();
  };
  const keep = (line: Line) => {
    const isWornOut = line.mails >= MAILS_PER_CONNECTION_MAX;
    if (isWornOut || waiting.length >= IDLE_CONNECTIONS_MAX) return hangUp(line);
    line.idle = setTimeout(() => hangUp(line), IDLE_MS);
    line.idle.unref();
    waiting.push(line);
  };
  const takeKept = () => {
    const line = waiting.shift();
    clearTimeout(line?.idle);
    return line;
  };

  return {
    async deliver(mail, mayHandOver) {
      const content = await compose(mail);
      let wasAsked = false;
      const ask = () => {
        wasAsked = true;
        return mayHandOver();
      };
      const kept = takeKept();
      if (kept) {
        const delivery = await speak(kept, mail, content, ask, times);
        if (delivery.outcome === 'accepted') keep(kept);
        else hangUp(kept);
        // A line that went dead while it was idle says nothing about this mail.
        const wasDead = delivery.outcome === 'deferred' && delivery.code === undefined;
        if (!wasDead || wasAsked) return delivery;
      }
      const line = await dial(server, times);
      if ('outcome' in line) return line;
      line.connection.once('end', () => hangUp(line));
      const delivery = await speak(line, mail, content, ask, times);
      if (delivery.outcome === 'accepted') keep(line);
      else hangUp(line);
      return delivery;
    },
    close() {
      for (const line of waiting.slice()) hangUp(line);
    },
  };
}

/** Greets the server and signs in. Whatever goes wrong here, no mail was mentioned. */
function dial(server: SmtpServer, times: SmtpTimes): Promise<Line | Delivery> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: times.untilContentMs,
    greetingTimeout: times.untilContentMs,
    socketTimeout: Math.max(times.untilContentMs, times.untilReplyMs),
    socketCloseTimeout: 1_000,
    logger: false,
  });
  return new Promise((resolve) => {
    const give = (result: Line | Delivery) => {
      clearTimeout(tooLong);
      if ('outcome' in result) connection.close();
      resolve(result);
    };
    const fail = (error: Error) => give({ ...describe(error), outcome: 'deferred' });
    const tooLong = setTimeout(() => fail(new Error('no greeting in time')), times.untilContentMs);
    // Stays for the life of the line: an error while it is idle must not end the process.
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (server.user === '') return give({ connection, mails: 0 });
      const auth = { user: server.user, pass: server.password };
      connection.login(auth, (refused) =>
        refused ? fail(refused) : give({ connection, mails: 0 }),
      );
    });
  });
}

/** One mail over one line, with the question before its content. */
function speak(
  line: Line,
  mail: Mail,
  content: Buffer,
  mayHandOver: () => Promise<boolean>,
  times: SmtpTimes,
): Promise<Delivery> {
  const { connection } = line;
  line.mails += 1;
  return new Promise((resolve) => {
    let asked: 'not yet' | 'asking' | 'no' | 'yes' = 'not yet';
    let isWhole = false;
    let whileAsking: Delivery | undefined;

    const end = (delivery: Delivery) => {
      clearTimeout(tooLong);
      connection.removeListener('error', fail);
      resolve(delivery);
    };
    const fail = (error: Error) => {
      const said = describe(error);
      if (asked === 'yes') return end({ ...said, outcome: afterContent(error, said.code) });
      const delivery: Delivery = { ...said, outcome: beforeContent(error, said.code) };
      if (asked === 'asking') whileAsking ??= delivery;
      else end(delivery);
    };
    const giveUp = () => {
      fail(new Error(asked === 'yes' ? 'no last word in time' : 'no answer in time'));
      connection.close();
    };
    let tooLong = setTimeout(giveUp, times.untilContentMs);

    const hold = (why: string) => {
      asked = 'no';
      end(whileAsking ?? { outcome: 'held', code: undefined, detail: why });
      connection.close();
    };
    const letter = new Readable({
      read() {
        if (asked !== 'not yet') return;
        asked = 'asking';
        // An answer that is here already would be taken for the answer to the content.
        const earlyAnswersAreIn = new Promise((turn) => setImmediate(turn));
        void earlyAnswersAreIn.then(mayHandOver).then(
          (may) => {
            // What went wrong while we asked went wrong before the content, so none may follow.
            if (!may || whileAsking) return hold('held before its content');
            asked = 'yes';
            clearTimeout(tooLong);
            tooLong = setTimeout(giveUp, times.untilReplyMs);
            this.push(content);
            this.push(null);
          },
          () => hold('the question before the content failed'),
        );
      },
    });
    letter.once('end', () => (isWhole = true));

    connection.on('error', fail);
    const envelope = { from: mail.from.address, to: [mail.to.address], size: content.length };
    connection.send(envelope, letter, (error, info) => {
      if (error) return fail(error);
      if (asked === 'yes' && isWhole) {
        const reply = oneLine(info?.response ?? '');
        return end({ outcome: 'accepted', code: reply.slice(0, 3), detail: reply });
      }
      fail(new Error('an answer before the content was sent'));
    });
  });
}

type SmtpError = Error & {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
};

/** A no to the sender, the recipient or the mail is final with 5xx; anything else is not about them. */
function beforeContent(error: SmtpError, code: string | undefined): 'refused' | 'deferred' {
  const isAboutTheMail = error.code === 'EENVELOPE';
  return isAboutTheMail && code?.startsWith('5') ? 'refused' : 'deferred';
}

/** Only the server's own word about the content says that it was not taken. */
function afterContent(
  error: SmtpError,
  code: string | undefined,
): 'refused' | 'deferred' | 'unknown' {
  if (error.code !== 'EMESSAGE') return 'unknown';
  if (code?.startsWith('5')) return 'refused';
  return code?.startsWith('4') ? 'deferred' : 'unknown';
}

function describe(error: SmtpError): { code: string | undefined; detail: string } {
  const code = error.responseCode === undefined ? undefined : String(error.responseCode);
  return { code, detail: oneLine(error.response ?? error.message) };
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, DETAIL_MAX);
}

/**
 * The bytes of the mail. The envelope is ours and not read from the headers, and a header can hold
 * no line of its own making.
 */
function compose(mail: Mail): Promise<Buffer> {
  const lines = [mail.from.name, mail.from.address, mail.to.name, mail.to.address, mail.subject];
  const isClean = [...lines, mail.headerId, mail.replyTo ?? ''].every(
    (line) => !/\p{Cc}/u.test(line),
  );
  if (!isClean) throw new Error('Expected: headers of one line each');
  const composer = new MailComposer({
    messageId: `<${mail.headerId}>`,
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
