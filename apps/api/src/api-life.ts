import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { configurationRecord, processRecord } from '#libs/audit';
import type { MetricsDoor } from '#libs/platform';
import type { JobHub } from '#libs/queue';
import type { ApiParts } from './api-parts.js';
import type { CallbackCourier } from './callbacks/callback-courier.js';
import type { JobJanitor } from './jobs/job-janitor.js';

/** What begins and ends with the process, beside what it serves. */
export interface LivingParts
  extends Pick<ApiParts, 'trail' | 'connections' | 'ruleFiles' | 'settings' | 'traces' | 'tls' | 'certificates'> {
  door: MetricsDoor;
}

/** Start and end of the API, in the right order. */
export class ApiLife implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly hub: JobHub,
    private readonly janitor: JobJanitor,
    private readonly courier: CallbackCourier,
    private readonly parts: LivingParts,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { trail, ruleFiles, settings, door, tls, certificates } = this.parts;
    const { log: audit } = trail;
    // First: a port that somebody else has must not cost a request.
    if (settings.METRICS_PORT !== undefined) await door.open(settings.METRICS_PORT, settings.METRICS_HOST);
    audit.note(processRecord('process.started'));
    await trail.start();
    ruleFiles.watch.start(settings.RULES_RELOAD_MS, (state) => audit.note(configurationRecord(state)));
    tls?.start();
    certificates.start(settings.RULES_RELOAD_MS, (state) => {
      tls?.note(state);
      audit.note(configurationRecord(state));
    });
    this.hub.start();
    this.janitor.start();
    this.courier.start(this.hub);
  }

  /** Whoever waits is answered now: the server closes only when all answers are sent. */
  async beforeApplicationShutdown(): Promise<void> {
    this.parts.ruleFiles.watch.stop();
    this.parts.certificates.stop();
    this.parts.tls?.stop();
    this.janitor.stop();
    const lastCallbacks = this.courier.stop();
    this.hub.stop();
    await lastCallbacks;
  }

  async onApplicationShutdown(): Promise<void> {
    const { trail, connections, ruleFiles, traces, door } = this.parts;
    await door.close();
    trail.log.note(processRecord('process.stopped'));
    await ruleFiles.directory.close?.();
    await trail.close();
    await traces.close();
    connections.close();
  }
}
