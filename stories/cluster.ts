import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool, sql, type DatabaseAddress } from '@goodterms/server/platform/database.ts';
import { OWNER, startCluster } from '@goodterms/server/platform/embedded-postgres.ts';
import { migrate } from '@goodterms/server/platform/migrate.ts';
import { SUPERUSER } from '@goodterms/server/platform/new-cluster.ts';
import type { TestProject } from 'vitest/node';

/**
 * One PostgreSQL for the whole test run, with one migrated template that every test file copies.
 * It is an embedded cluster in a temporary folder, without fsync; or, with TEST_DATABASE_URL, the
 * server named there. Several projects of a run share it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = (state.run ??= open());
  state.users += 1;
  project.provide('cluster', (await run).cluster);
  return async () => {
    state.users -= 1;
    if (state.users > 0) return;
    delete state.run;
    await (await run).close();
  };
}

/** What this file hands to every test file. */
export type TestCluster = { readonly admin: DatabaseAddress; readonly template: string };

type Run = { readonly cluster: TestCluster; close(): Promise<void> };
type State = { run?: Promise<Run>; users: number };

/** Vitest loads this file once for each project, in one process. */
const PLACE = Symbol.for('goodterms test cluster');
const state = ((globalThis as Record<symbol, unknown>)[PLACE] ??= { users: 0 }) as State;

async function open(): Promise<Run> {
  const url = process.env['TEST_DATABASE_URL'];
  return url ? openServer(url) : openEmbedded();
}

async function openEmbedded(): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'goodterms-tests-'));
  const watcher = watchOver(folder);
  const postgres = await startCluster({
    dataFolder: folder,
    durable: false,
    maxConnections: 150,
  }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const { socketFolder } = postgres;
  const cluster: TestCluster = {
    admin: { socketFolder, user: SUPERUSER, database: 'postgres' },
    template: 'template_of_tests',
  };
  await makeTemplate(cluster);
  return {
    cluster,
    async close() {
      watcher.kill('SIGKILL');
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openServer(url: string): Promise<Run> {
  const cluster: TestCluster = {
    admin: { url },
    template: `goodterms_template_${randomBytes(4).toString('hex')}`,
  };
  await makeTemplate(cluster);
  return { cluster, close: () => dropDatabases(cluster) };
}

/** The owner is not a superuser, as on a server that somebody else runs. */
async function makeTemplate(cluster: TestCluster): Promise<void> {
  await asAdmin(cluster.admin, [
    `do $$ begin
       if not exists (select from pg_roles where rolname = 'goodterms_app') then
         create role goodterms_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
       end if;
       if not exists (select from pg_roles where rolname = 'goodterms') then
         create role goodterms login nosuperuser nobypassrls nocreatedb nocreaterole in role goodterms_app;
       end if;
     end $$`,
    `grant set on parameter session_replication_role to goodterms`,
    `create database ${cluster.template} owner goodterms`,
  ]);
  const pool = openPool(addressOf(cluster, cluster.template));
  await migrate(pool);
  await pool.close();
}

/** A database of the test cluster, as the owner of the schema: no superuser. */
export function addressOf({ admin }: TestCluster, database: string): DatabaseAddress {
  if ('socketFolder' in admin) return { ...admin, user: OWNER, database };
  const url = new URL(admin.url);
  url.pathname = `/${database}`;
  url.searchParams.set('options', `-c role=${OWNER}`);
  return { url: url.href };
}

async function dropDatabases({ admin, template }: TestCluster): Promise<void> {
  const pool = openPool(admin, { max: 1 });
  const { rows } = await sql<{ name: string }>`
    select datname as name from pg_database
     where datname = ${template} or datname like ${`${template}\\_%`}`.execute(pool.kysely);
  await pool.close();
  await asAdmin(
    admin,
    rows.map(({ name }) => `drop database if exists ${name} with (force)`),
  );
}

async function asAdmin(admin: DatabaseAddress, statements: readonly string[]): Promise<void> {
  const pool = openPool(admin, { max: 1 });
  for (const statement of statements) await pool.pool.query(statement);
  await pool.close();
}

/** Ends the cluster and removes its files when this process dies without a word. */
function watchOver(folder: string) {
  const program = `
    const { readFileSync, rmSync } = require('node:fs');
    const lockFile = ${JSON.stringify(join(folder, 'postgresql/postmaster.pid'))};
    process.stdin.on('end', () => {
      const folders = [${JSON.stringify(folder)}];
      try {
        const lines = readFileSync(lockFile, 'utf8').split('\\n');
        if (lines[4]) folders.push(lines[4]);
        process.kill(Number(lines[0]), 'SIGQUIT');
      } catch {}
      setTimeout(() => {
        for (const path of folders) rmSync(path, { recursive: true, force: true });
      }, 1000);
    }).resume();`;
  const watcher = spawn(process.execPath, ['-e', program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  return watcher;
}
