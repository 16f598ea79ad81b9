import { createHash } from 'node:crypto';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { accountOf } from './ledger-files-of.ts';

/**
 * A statement of a day in camt.053, from lines such as `1250.00 Acme: INV-7` or, without a word of
 * what it is for, `1250.00 Acme`. Two equal lines are two payments; a minus is one that bounced.
 */
export function bankFileOf(on: Day, lines: readonly string[]): string {
  const entries = lines.map((line) => {
    const [, amount = '', name = '', words = ''] =
      /^(-?\d+\.\d\d) ([^:]+?)(?:: (.*))?$/.exec(line) ?? [];
    assert(amount !== '', `a line of a bank file, not '${line}'`);
    return { amount, name, words };
  });
  const total = entries.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  const id = createHash('sha256')
    .update(`${on} ${lines.join('\n')}`)
    .digest('hex')
    .slice(0, 12);
  const size = total < 0n ? -total : total;
  const closing = `${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${on}T23:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><CreDtTm>${on}T23:00:00Z</CreDtTm>
<Acct><Id><IBAN>NL02ABNA0123456789</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', '0.00', 'CRDT', on)}
${balance('CLBD', closing, total < 0n ? 'DBIT' : 'CRDT', on)}
${entries.map((entry) => entryOf(entry, on)).join('\n')}
</Stmt>
</BkToCstmrStmt>
</Document>
`;
}

function balance(code: string, amount: string, side: 'CRDT' | 'DBIT', on: Day): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
}

type Entry = { readonly amount: string; readonly name: string; readonly words: string };

function entryOf({ amount: signed, name, words }: Entry, on: Day): string {
  const payer = `<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${accountOf(name)}</IBAN></Id></DbtrAcct></RltdPties>`;
  const remittance = words === '' ? '' : `<RmtInf><Ustrd>${words}</Ustrd></RmtInf>`;
  const bounced = signed.startsWith('-');
  const amount = bounced ? signed.slice(1) : signed;
  const direction = bounced
    ? '<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>'
    : '<CdtDbtInd>CRDT</CdtDbtInd>';
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt>${direction}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${bounced ? 'DBIT' : 'CRDT'}</CdtDbtInd>${payer}${remittance}</TxDtls></NtryDtls></Ntry>`;
}
