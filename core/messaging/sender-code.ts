import { letterHtml } from './letter-html.ts';
import type { WrittenMessage } from './message-check.ts';

/** The mail with which a sender is verified. It goes to the sender's own address only. */
export function senderCodeLetter(code: string): WrittenMessage {
  const subject = `${code} is your Goodterms sender code`;
  const lines = [
    'Goodterms is about to send mail from this address.',
    `To allow it, type this code on the page Settings, Sender: ${code}`,
    'It is good for one hour. If nobody of you asked for it, there is nothing to do: without the code nothing is sent.',
  ];
  return {
    subject,
    bodyText: `${lines.join('\n\n')}\n`,
    bodyHtml: letterHtml('en', subject, lines.map((line) => `<p>${line}</p>\n`).join('')),
  };
}
