import { setTimeout as sleep } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { type AuditTrail, configurationRecord, processRecord } from '#libs/audit';
import type { RuleFiles } from '#libs/permission';
import { type FileWatch, type MetricsDoor, SettingsError, type Traces, VERSION } from '#libs/platform';
import {
  ENVELOPE_VERSION,
  type JobHub,
  OLDEST_ENVELOPE,
  type Presence,
  type RedisConnections,
  refusalOf,
  type WorkerPresence,
} from '#libs/queue';
import type { QueueConsumer } from './queue-consumer.js';
import { closeAll, type Transports } from './remote/transports.js';
import type { WorkerSettings } from './settings.js';

/** Longer commands than this are left to the host's journal and the next delivery. */
const DRAIN_MS = 20_000;

/** Without Redis nobody can be told; a worker that says nothing is taken for gone soon anyway. */
const LEAVE_WITHIN_MS = 1_000;

/** What begins and ends with the process. */
export interface LivingParts {
  consumer: QueueConsumer;
  transports: Transports;
  trail: AuditTrail;
  control: JobHub;
  connections: RedisConnections;
  presence: WorkerPresence;
  files: RuleFiles;
  certificates: FileWatch;
  traces: Traces;
  door: MetricsDoor;
}

/** Start and end of the worker, in the right order. */
export class WorkerLife implements OnApplicationBootstrap, OnApplicationShutdown {
  /** What is so of them as long as they live. */
  private readonly lasting: Omit<Presence, 'acceptsChanges' | 'refusal'>[];

  constructor(
    private readonly settings: WorkerSettings,
    private readonly parts: LivingParts,
  ) {
    const since = new Date().toISOString();
    const { WORKER_ID: worker, WORKER_ZONES } = settings;
    this.lasting = WORKER_ZONES.map((zone) => ({
      worker,
      zone,
      transport: parts.transports.get(zone)?.name ?? 'none',
      version: VERSION,
      envelope: ENVELOPE_VERSION,
      oldestEnvelope: OLDEST_ENVELOPE,
      since,
    }));
  }

  async onApplicationBootstrap(): Promise<void> {
    const { trail, files, certificates, control, consumer, presence, door } = this.parts;
    const { log: audit } = trail;
    const { METRICS_PORT, METRICS_HOST } = this.settings;
    // First: a port that somebody else has must not cost a job.
    if (METRICS_PORT !== undefined) await door.open(METRICS_PORT, METRICS_HOST);
    audit.note(processRecord('process.started'));
    await trail.start();
    for (const watch of [files.watch, certificates]) {
      watch.start(this.settings.RULES_RELOAD_MS, (state) => audit.note(configurationRecord(state)));
    }
    control.start();
    consumer.start(this.settings.WORKER_CONCURRENCY);
    await presence.announce(() => this.presences()).catch((error: unknown) => this.explain(error));
  }

  /** A login that Redis refuses is for who set it; anything else is for us. */
  private explain(error: unknown): never {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const user = this.settings.REDIS_USERNAME ?? 'our user';
    throw new SettingsError([
      `REDIS_PASSWORD: Redis refuses ${user} (${refusal}): compare it and REDIS_USERNAME with the ACL of Redis`,
    ]);
  }

  async onApplicationShutdown(): Promise<void> {
    const { consumer, control, presence, transports, trail, connections, files, certificates, door, traces } =
      this.parts;
    const left = presence.leave(this.lasting).catch(() => undefined);
    await Promise.race([left, sleep(LEAVE_WITHIN_MS, undefined, { ref: false })]);
    await consumer.stop(DRAIN_MS);
    await door.close();
    // Not before: jobs that still begin are decided once more, by rules that somebody must renew.
    files.watch.stop();
    certificates.stop();
    control.stop();
    await closeAll(transports);
    await files.directory.close?.();
    trail.log.note(processRecord('process.stopped'));
    await trail.close();
    await traces.close();
    connections.close();
  }

  /** With how the audit log does by now. It is asked to look again, too: who is given no change would never find out. */
  private presences(): Presence[] {
    const { log: audit } = this.parts.trail;
    audit.probe().catch(() => undefined);
    const { acceptsChanges, refusal } = audit.state;
    return this.lasting.map((own) => ({ ...own, acceptsChanges, ...(refusal && { refusal }) }));
  }
}
