import { Gauge, type Registry } from 'prom-client';
import type { FileWatch } from '#libs/platform';

/** What is read of the certificate files at the moment of a scrape; where none is followed, only a name. */
export function exposeCertificates(registry: Registry, watch: FileWatch): void {
  new Gauge({
    name: 'etlaas_tls_file_refused',
    help: '1: the disk holds certificates that are refused; the old ones are in use',
    labelNames: ['file'],
    registers: [registry],
    collect() {
      for (const { name, refusal } of watch.states) this.set({ file: name }, refusal ? 1 : 0);
    },
  });
}
