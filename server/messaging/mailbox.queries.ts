import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export type MailInBox = {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly receivedAt: Date;
};

/** The built-in mailbox of the demo, newest first. */
export async function mailsInMailbox(
  ctx: Context,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<MailInBox[]> {
  return rows<MailInBox>(
    ctx,
    sql`
    select id::text as id, sender, recipient, subject, received_at as "receivedAt"
      from mailbox_mail
     where tenant_id = ${ctx.tenantId}
       and (${before ?? null}::bigint is null or id < ${before ?? null}::bigint)
     order by mailbox_mail.id desc
     limit ${limit}`,
  );
}

export type WholeMail = MailInBox & {
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly headerId: string;
};

export async function mailInMailbox(ctx: Context, id: string): Promise<WholeMail | undefined> {
  return first<WholeMail>(
    ctx,
    sql`
    select id::text as id, sender, recipient, subject, received_at as "receivedAt",
           body_text as "bodyText", body_html as "bodyHtml", header_id as "headerId"
      from mailbox_mail
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}
