import { Gauge, type Registry } from 'prom-client';
import type { FileState, FileWatch } from '#libs/platform';

/** What is read of the rule files at the moment of a scrape. */
export function exposeFiles(registry: Registry, watch: FileWatch): void {
  const expose = (name: string, help: string, read: (state: FileState) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['file'],
      registers: [registry],
      collect() {
        for (const state of watch.states) this.set({ file: state.name }, read(state));
      },
    });
  };
  expose('etlaas_rules_file_refused', '1: the disk holds a content that is refused; the old one is in use', (state) =>
    state.refusal ? 1 : 0,
  );
  expose('etlaas_rules_file_loaded_seconds', 'Unix time at which the content in use was read', (state) =>
    Math.round(state.loadedAtMs / 1000),
  );
}
