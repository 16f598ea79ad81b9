import { once } from 'node:events';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { CannotStart } from '@goodterms/server/platform/postgres-program.ts';

/**
 * A process that opens the house on a folder, says so and waits for SIGTERM: what the stories of
 * the launcher start, kill and start again.
 */
const [dataFolder = '', as = 'guest'] = process.argv.slice(2);
try {
  const house = await openHouse({
    dataFolder,
    as: as === 'owner' ? 'owner' : 'guest',
    say: (line) => console.log(`said ${line}`),
    onLost: () => process.exit(70),
  });
  const asked = once(process, 'SIGTERM');
  // Its story may be killed; then nobody would ask.
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume();
  const { cluster } = house.presence ?? {};
  console.log(`open ${cluster?.pid} ${cluster?.adopted ? 'adopted' : 'started'}`);
  await asked;
  process.stdin.destroy();
  await house.close();
  console.log('closed');
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.log(`refused ${error.message}`);
  process.exitCode = error.exitCode;
}
