import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import type { Mail } from '../platform/mail.ts';

export async function insertMail(ctx: Context, mail: Mail): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into mailbox_mail (tenant_id, header_id, sender, recipient, subject, body_text, body_html)
    values (${ctx.tenantId}, ${mail.headerId}, ${named(mail.from)}, ${named(mail.to)},
            ${mail.subject}, ${mail.text}, ${mail.html})`,
  );
}

function named({ name, address }: Mail['from']): string {
  return name === '' ? address : `${name} <${address}>`;
}
