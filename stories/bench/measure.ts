import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, sql } from '@goodterms/server/platform/database.ts';

export type Measured = { readonly ms: number; readonly cpuMs: number };

const NS_PER_MS = 1_000_000;

/** Wall time and processor time of some work, ours and that of the database's process together. */
export async function measure(ctx: Context, work: () => Promise<unknown>): Promise<Measured> {
  const backend = await backendOf(ctx);
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + backendCpuMs(backend);
  };
  const cpuBefore = cpu();
  const before = process.hrtime.bigint();
  await work();
  const ms = Number(process.hrtime.bigint() - before) / NS_PER_MS;
  return { ms, cpuMs: cpu() - cpuBefore };
}

setFlagsFromString('--expose-gc');
/** Frees what nobody holds any more. */
export const collectGarbage = runInNewContext('gc') as () => void;

async function backendOf(ctx: Context): Promise<number> {
  const row = await first<{ pid: number }>(ctx, sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

/** Zero where the database runs on another machine, or the system does not tell. */
function backendCpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / NS_PER_MS;
  } catch {
    return 0;
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
