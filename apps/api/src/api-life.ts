import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { type AuditLog, processRecord } from '#libs/audit';
import type { JobHub, RedisConnections } from '#libs/queue';
import type { JobJanitor } from './jobs/job-janitor.js';

/** Start and end of the API, in the right order. */
export class ApiLife implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly hub: JobHub,
    private readonly janitor: JobJanitor,
    private readonly audit: AuditLog,
    private readonly connections: RedisConnections,
  ) {}

  onApplicationBootstrap(): void {
    this.audit.note(processRecord('process.started'));
    this.hub.start();
    this.janitor.start();
  }

  /** Whoever waits is answered now: the server closes only when all answers are sent. */
  beforeApplicationShutdown(): void {
    this.janitor.stop();
    this.hub.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    this.audit.note(processRecord('process.stopped'));
    await this.audit.close();
    this.connections.close();
  }
}
