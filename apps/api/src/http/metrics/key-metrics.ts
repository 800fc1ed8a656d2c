import { Counter, Gauge, type Registry } from 'prom-client';
import type { SigningKeys } from '#libs/auth';

/** What is read of the provider's signing keys at the moment of a scrape. */
export function exposeKeys(registry: Registry, keys: Pick<SigningKeys, 'state'>): void {
  const registers = [registry];
  new Gauge({
    name: 'etlaas_signing_keys_age_seconds',
    help: 'Age of the signing keys in use; missing while none were ever fetched',
    registers,
    collect() {
      const { ageMs } = keys.state;
      if (ageMs === undefined) this.remove();
      else this.set(ageMs / 1_000);
    },
  });
  new Counter({
    name: 'etlaas_signing_keys_fetches_total',
    help: 'Times that the signing keys were asked for',
    labelNames: ['result'],
    registers,
    collect() {
      const { fetches, failures } = keys.state;
      this.reset();
      this.inc({ result: 'fetched' }, fetches - failures);
      this.inc({ result: 'failed' }, failures);
    },
  });
}
