import { Gauge, Histogram, type Registry } from 'prom-client';
import type { Directory, GrantsWatch } from '#libs/permission';

const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STALE_SECONDS = [60, 300, 600, 900, 1_200, 1_800, 3_600];

/** Times the questions to the directory, by how they were answered, and the age of old answers that served in its absence. */
export function watchGrants(registry: Registry): GrantsWatch {
  const registers = [registry];
  const answers = new Histogram({
    name: 'etlaas_directory_answer_seconds',
    help: 'Time until the directory answered, refused the account, or failed',
    labelNames: ['result'],
    buckets: ANSWER_SECONDS,
    registers,
  });
  const stale = new Histogram({
    name: 'etlaas_directory_stale_answer_seconds',
    help: 'Age of old answers that served to read while the directory was away',
    buckets: STALE_SECONDS,
    registers,
  });
  for (const result of ['answered', 'refused', 'failed']) answers.zero({ result });
  return {
    asked: (result, elapsedMs) => answers.observe({ result }, elapsedMs / 1_000),
    servedOld: (ageMs) => stale.observe(ageMs / 1_000),
  };
}

/** How many directory servers there are, and how many of them are left alone because they failed. A file has none. */
export function exposeDirectory(registry: Registry, directory: Directory): void {
  const registers = [registry];
  const expose = (name: string, help: string, read: (servers: readonly boolean[]) => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(directory.failing ?? []));
      },
    });
  };
  expose('etlaas_directory_servers', 'Directory servers of the settings', (servers) => servers.length);
  expose(
    'etlaas_directory_servers_failing',
    'Directory servers whose last try failed; they are left alone for a while',
    (servers) => servers.filter(Boolean).length,
  );
}
