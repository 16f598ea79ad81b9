import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { lookAtBankFile } from '@goodterms/formats/bank-file-look.ts';
import { readInvoice } from '@goodterms/formats/invoice/read.ts';
import { readLedgerFile } from '@goodterms/formats/ledger/read.ts';
import { readRemittances } from '@goodterms/formats/remittance/read-message.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import type { FileAnswer, FileRequest } from './reading-process.ts';

/** Reads one file in a process of its own and says what it found; see reading-process.ts. */
process.once('message', async (request: FileRequest) => {
  const reading = await readingOf(request);
  const { user, system } = process.cpuUsage();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const answer: FileAnswer<unknown> = { reading, cpuMs: (user + system) / 1000, peakMb };
  process.send?.(answer, () => process.disconnect());
});

function readingOf(request: FileRequest) {
  switch (request.kind) {
    case 'bank file':
      return readBankFile(request.bytes, request.hints);
    case 'look at a bank file':
      return lookAtBankFile(request.bytes, request.hints);
    case 'table':
      return readTable(request.bytes, request.hints);
    case 'ledger file':
      return readLedgerFile(request.bytes);
    case 'invoice':
      return readInvoice(request.bytes);
    case 'remittance':
      return readRemittances(request, request.hints);
  }
}
