import { Gauge, type Registry } from 'prom-client';
import type { FileState, FileWatch } from '#libs/platform';

/** What is told of each file of a watch, under the name of a metric. */
interface FileGauge {
  name: string;
  help: string;
  read: (state: FileState) => number;
}

/** What is read of the rule files at the moment of a scrape. */
export function exposeFiles(registry: Registry, watch: FileWatch): void {
  expose(registry, watch, {
    name: 'etlaas_rules_file_refused',
    help: '1: the disk holds a content that is refused; the old one is in use',
    read: isRefused,
  });
  expose(registry, watch, {
    name: 'etlaas_rules_file_loaded_seconds',
    help: 'Unix time at which the content in use was read',
    read: ({ loadedAtMs }) => Math.round(loadedAtMs / 1000),
  });
}

/** The same of the files of certificates; of a process without any, only the name. */
export function exposeCertificates(registry: Registry, watch: FileWatch): void {
  expose(registry, watch, {
    name: 'etlaas_tls_file_refused',
    help: '1: the disk holds certificates that are refused; the old ones are in use',
    read: isRefused,
  });
}

function expose(registry: Registry, watch: FileWatch, { name, help, read }: FileGauge): void {
  new Gauge({
    name,
    help,
    labelNames: ['file'],
    registers: [registry],
    collect() {
      for (const state of watch.states) this.set({ file: state.name }, read(state));
    },
  });
}

const isRefused = ({ refusal }: FileState): number => (refusal ? 1 : 0);
