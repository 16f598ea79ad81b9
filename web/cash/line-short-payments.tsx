import { listShortPayments } from '@goodterms/api/cash/short-payments.ts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import { ShortPayment } from './short-payment.tsx';

/** What a matched line left open of its items. */
export function LineShortPayments({ lineId }: { readonly lineId: string }) {
  const found = useQuery(asking(listShortPayments, { query: { lineId, state: 'all' } })).data;
  return (
    <>
      {found?.rows.map((short) => (
        <ShortPayment key={short.id} of={short} />
      ))}
    </>
  );
}
