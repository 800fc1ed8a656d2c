import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { AuditDelivery, AuditLog, AuditTrail, DeliveryState } from '#libs/audit';

const READINGS = {
  etlaas_audit_undelivered_records: ['Audit records that wait for the data lake', 'undeliveredRecords'],
  etlaas_audit_undelivered_bytes: ['Bytes of audit records that wait for the data lake', 'undeliveredBytes'],
  etlaas_audit_delivery_lag_seconds: ['Age of the oldest audit record that is not delivered', 'lagSeconds'],
  etlaas_audit_staying_segments: [
    'Delivered audit segments that are not removed: not as they were written',
    'stayingSegments',
  ],
} as const satisfies Record<string, [string, keyof DeliveryState]>;

const RESULTS = ['taken', 'later', 'refused', 'too-large'];

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Tells how the audit log does, its anchors, and its delivery where there is one. */
export function exposeAudit(
  registry: Registry,
  { log, anchors, delivery }: Pick<AuditTrail, 'log' | 'anchors' | 'delivery'>,
): void {
  exposeLog(registry, log);
  exposeAnchors(registry, anchors);
  exposeDelivery(registry, delivery);
}

/** What is read of the audit log at the moment of a scrape, and how long its writes took. */
function exposeLog(registry: Registry, audit: AuditLog): void {
  const registers = [registry];
  const expose = (name: string, help: string, read: () => number | undefined): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  };
  exposeLoss(registry, 'etlaas_audit_lost_records', 'Audit records lost', () => audit.lostRecords);
  expose('etlaas_audit_healthy', '1: the last audit record could be written', () => Number(audit.state.healthy));
  expose('etlaas_audit_accepts_changes', '0: changes are refused, as their records may not be kept', () =>
    Number(audit.state.acceptsChanges),
  );
  expose('etlaas_audit_free_bytes', 'Room on the audit disk', () => audit.state.freeBytes);
  const seconds = new Histogram({
    name: 'etlaas_audit_commit_seconds',
    help: 'Time of one write of audit records until they are on the disk',
    buckets: SECONDS,
    registers,
  });
  audit.onDurable((_position, commit) => seconds.observe(commit.seconds));
}

/** How many anchors could not be kept: somebody may cut records off that nobody misses. */
function exposeAnchors(registry: Registry, anchors: AuditTrail['anchors']): void {
  const help = 'Anchors of the audit chain that could not be kept since the process began';
  exposeLoss(registry, 'etlaas_audit_lost_anchors', help, () => anchors.failures);
}

/** A counter, which begins at 0: an alarm must see each further loss, and not only that there was one. */
function exposeLoss(registry: Registry, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

/** Says at the moment of a scrape what waits for the data lake, and counts tries. */
function exposeDelivery(registry: Registry, delivery: AuditDelivery | undefined): void {
  const registers = [registry];
  const tries = new Counter({
    name: 'etlaas_audit_deliveries_total',
    help: 'Tries to deliver a batch of audit records; taken is the only good end',
    labelNames: ['sink', 'result'],
    registers,
  });
  const { sinkKind: sink = 'none' } = delivery ?? {};
  if (delivery) for (const result of RESULTS) tries.inc({ sink, result }, 0);
  delivery?.onResult((result) => tries.inc({ sink, result }));
  const read = oneAtATime(async () => delivery?.state().catch(() => undefined));
  for (const [name, [help, reading]] of Object.entries(READINGS)) {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const state = await read();
        if (state) this.set(state[reading]);
        else this.remove();
      },
    });
  }
}

/** Whoever asks while an answer is under way gets the same: a scrape collects all metrics at once, and the answer reads files. */
function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}
