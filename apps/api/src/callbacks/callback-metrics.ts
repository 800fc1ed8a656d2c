import { Counter, Gauge, type Registry } from 'prom-client';
import type { CallbackStore } from '#libs/queue';

/** Counts tries, and says at the moment of a scrape how many callbacks wait. */
export class CallbackMetrics {
  private readonly tries: Counter<'outcome'>;

  constructor(registry: Registry, callbacks: Pick<CallbackStore, 'waiting'>, receivers: readonly string[]) {
    const registers = [registry];
    const help = 'Tries to call back; failed is followed by another, given-up is not';
    this.tries = new Counter({ name: 'etlaas_callback_tries_total', help, labelNames: ['outcome'], registers });
    for (const outcome of ['delivered', 'failed', 'given-up']) this.tries.inc({ outcome }, 0);
    new Gauge({
      name: 'etlaas_callbacks_waiting',
      help: 'Callbacks of ended jobs that are not yet delivered or given up',
      registers,
      async collect() {
        // Without Redis the last known number would be a lie, and none would take the whole page away.
        const waiting = await callbacks.waiting(receivers).catch(() => undefined);
        if (waiting === undefined) this.remove();
        else this.set(waiting);
      },
    });
  }

  count(outcome: 'delivered' | 'failed' | 'given-up'): void {
    this.tries.inc({ outcome });
  }
}
