import { Counter, Gauge, type Registry } from 'prom-client';
import { HANDSHAKE_FAULTS, type Tls } from './tls.js';

/** What is told of the TLS of the API; where it speaks none, only names. */
export function exposeTls(registry: Registry, tls: Tls | undefined): void {
  const registers = [registry];
  new Gauge({
    name: 'etlaas_tls_certificate_expires_seconds',
    help: 'Seconds until the certificate in use expires, or one of its chain',
    registers,
    collect() {
      if (tls) this.set((tls.expiresAtMs - Date.now()) / 1_000);
      else this.remove();
    },
  });
  const faults = new Counter({
    name: 'etlaas_tls_handshakes_failed_total',
    help: 'Connections that came to no TLS',
    labelNames: ['reason'],
    registers,
  });
  if (!tls) return;
  for (const reason of HANDSHAKE_FAULTS) faults.inc({ reason }, 0);
  tls.onHandshakeFault = (reason) => faults.inc({ reason });
}
