import { describe, expect, test } from 'vitest';
import { pdfOf } from '../fuzz/pdf-of.ts';
import { packed } from '../packed.ts';
import { samplesIn } from '../samples.ts';
import { readInvoice } from './read.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));
const CII = SAMPLES.find(({ name }) => name.includes('cii'))?.bytes ?? new Uint8Array();

describe('an invoice in an archive', () => {
  const signature = Buffer.from('<Signature xmlns="x"><SignedInfo/></Signature>');
  const other = Buffer.from(Buffer.from(CII).toString().replaceAll('RE-18', 'RE-99'));

  test.each<[string, [string, Uint8Array][], string]>([
    [
      'with its signature',
      [
        ['semnatura_18.xml', signature],
        ['18.xml', CII],
      ],
      'RE-18',
    ],
    [
      'with its page',
      [
        ['18.pdf', pdfOf('', [['factur-x.xml', CII]])],
        ['18.XML', CII],
      ],
      'RE-18',
    ],
    ['as a page that carries it', [['18.pdf', pdfOf('', [['factur-x.xml', CII]])]], 'RE-18'],
    [
      'with another invoice is not chosen among them',
      [
        ['18.xml', CII],
        ['99.xml', other],
      ],
      'the archive holds 2 invoices',
    ],
    ['that is none', [['s.xml', signature]], 'the archive holds no electronic invoice'],
  ])('%s', (_what, files, expected) => {
    const reading = readInvoice(packed(files));
    expect(reading.readable ? reading.invoice.number : reading.refusal.what).toBe(expected);
  });
});
