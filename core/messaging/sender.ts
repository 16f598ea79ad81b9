import { assert } from '../kernel/assert.ts';
import type { SettingDocument } from '../settings/setting.ts';
import { parseMailAddress, type MailAddress } from '../customers/mail-address.ts';

/** How the line to the mail server is kept private. Without TLS only on this machine itself. */
export type MailSecurity = 'tls' | 'starttls' | 'none_on_this_machine';

/** From whom and through which server mail leaves. The password is kept apart, sealed. */
export type Sender = {
  readonly name: string;
  readonly address: string;
  /** Empty: replies go to the sender. */
  readonly replyTo: string;
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string;
  /** Test mode: when filled in, every mail goes here and to nobody else. */
  readonly testRecipient: string;
  /** How many messages may leave within an hour. */
  readonly maxPerHour: number;
};

export type SenderRefusal = 'address_must_be_valid' | 'host_must_be_allowed';

export const SENDER: SettingDocument<Sender, SenderRefusal> = {
  name: 'messaging.sender',
  defaults: {
    name: '',
    address: '',
    replyTo: '',
    host: '',
    port: 587,
    security: 'starttls',
    user: '',
    testRecipient: '',
    maxPerHour: 200,
  },
  broken: (sender) => {
    if (parseMailAddress(sender.address) === undefined) return 'address_must_be_valid';
    if (!isAddressOrEmpty(sender.replyTo)) return 'address_must_be_valid';
    if (!isAddressOrEmpty(sender.testRecipient)) return 'address_must_be_valid';
    if (!isHost(sender.host)) return 'host_must_be_allowed';
    if (sender.security === 'none_on_this_machine' && !isThisMachine(sender.host))
      return 'host_must_be_allowed';
    if (hasControlCharacter(sender.user)) return 'host_must_be_allowed';
    return undefined;
  },
};

/** The password of the mail server, sealed with the installation's key; empty when there is none. */
export type MailPassword = { readonly sealed: string };

export const MAIL_PASSWORD: SettingDocument<MailPassword, never> = {
  name: 'messaging.mail_password',
  defaults: { sealed: '' },
  broken: () => undefined,
};

/** The red switch. */
export type SendingStop = {
  readonly stopped: boolean;
  readonly by: string;
  readonly reason: string;
};

export const SENDING_STOP: SettingDocument<SendingStop, never> = {
  name: 'messaging.sending_stop',
  defaults: { stopped: false, by: '', reason: '' },
  broken: () => undefined,
};

/** The round trip: a code was mailed to the sender's own address, and somebody typed it back. */
export type SenderVerification = {
  /** What the code was asked for; another sender needs a code of its own. */
  readonly sender: string;
  readonly codeHash: string;
  /** ISO moments; empty when it has not happened. */
  readonly askedAt: string;
  readonly verifiedAt: string;
};

export const SENDER_VERIFICATION: SettingDocument<SenderVerification, never> = {
  name: 'messaging.sender_verification',
  defaults: { sender: '', codeHash: '', askedAt: '', verifiedAt: '' },
  broken: () => undefined,
};

/** The parts that a verification stands for: another server or address is another sender. */
export function senderKey(sender: Sender): string {
  return [sender.address.toLowerCase(), sender.host.toLowerCase(), sender.port, sender.user].join(
    '\n',
  );
}

export function isVerified(sender: Sender, verification: SenderVerification): boolean {
  return verification.verifiedAt !== '' && verification.sender === senderKey(sender);
}

const CODE_LIFE_MS = 60 * 60_000;

/**
 * Whether a code may still be typed back: for this sender, within the hour. Nobody guesses it: the
 * door takes 600 requests a minute, and there are 850,000 million codes.
 */
export function mayTypeCode(sender: Sender, asked: SenderVerification, now: Date): boolean {
  if (asked.codeHash === '' || asked.sender !== senderKey(sender)) return false;
  return now.getTime() - Date.parse(asked.askedAt) <= CODE_LIFE_MS;
}

export type WhyNotSending = 'sending_stopped' | 'sender_not_set' | 'sender_not_verified';

/**
 * Why nothing may leave at this moment. In the demo nothing ever leaves the house, since every mail
 * goes to the built-in mailbox, so there only the red switch counts.
 */
export function whyNotSending(
  facts: {
    readonly sender: Sender;
    readonly verification: SenderVerification;
    readonly stop: SendingStop;
  },
  isDemo: boolean,
): WhyNotSending | undefined {
  if (facts.stop.stopped) return 'sending_stopped';
  if (isDemo) return undefined;
  if (SENDER.broken(facts.sender) !== undefined) return 'sender_not_set';
  if (!isVerified(facts.sender, facts.verification)) return 'sender_not_verified';
  return undefined;
}

export const WHY_NOT_SENDING: Readonly<Record<WhyNotSending, string>> = {
  sending_stopped: 'Somebody has stopped all sending.',
  sender_not_set: 'No sender is set up yet.',
  sender_not_verified: "The sender is not verified: type back the code from the sender's mailbox.",
};

/** The sender of the demo: an address that cannot exist, since nothing leaves the house. */
export const DEMO_SENDER = 'accounts@demo.goodterms.example';

export type Addresses = { readonly recipient: MailAddress; readonly isTest: boolean };

/** Whom a mail goes to. In test mode nobody but the tester gets it. */
export function addressesOf(sender: Sender, contactAddress: string): Addresses | undefined {
  const contact = parseMailAddress(contactAddress);
  if (contact === undefined) return undefined;
  if (sender.testRecipient === '') return { recipient: contact, isTest: false };
  const tester = parseMailAddress(sender.testRecipient);
  assert(tester !== undefined, 'a checked test recipient');
  return { recipient: tester, isTest: true };
}

function isAddressOrEmpty(text: string): boolean {
  return text === '' || parseMailAddress(text) !== undefined;
}

/** A name or an address of four numbers; no port, no path, no credentials. */
function isHost(text: string): boolean {
  if (text === 'localhost' || text === '::1') return true;
  if (text.length > 253) return false;
  return (
    text
      .split('.')
      .every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    text.includes('.')
  );
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
