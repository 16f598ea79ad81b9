import type { MessageRowJson } from '@goodterms/api/messaging/messages.ts';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { useState } from 'react';
import { useSession } from '../session.ts';

/** Why a message is where it is; of one that waits, when it may leave or what it waits for. */
export function MessageSentence({
  of: { leavesAt, wasHeldUp, sentence },
}: {
  readonly of: Pick<MessageRowJson, 'leavesAt' | 'wasHeldUp' | 'sentence'>;
}) {
  if (leavesAt === null) return sentence;
  return (
    <>
      {wasHeldUp && `${sentence} `}
      <LeavesAt moment={leavesAt} />
    </>
  );
}

/** 'Leaves Mon 23 Nov, 08:00 at the earliest.' */
export function LeavesAt({ moment }: { readonly moment: string }) {
  const { sending } = useSession();
  const [now] = useState(() => new Date());
  if (!sending.on) return `Waits until sending is on again: ${sending.because ?? 'it is off.'}`;
  if (new Date(moment) <= now) return 'Leaves within a minute, if the gate still lets it.';
  return (
    <>
      Leaves <MomentText at={moment} /> at the earliest, if the gate still lets it.
    </>
  );
}
