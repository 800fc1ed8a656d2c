import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { AuditLog } from '#libs/audit';
import type { JobHub, RedisConnections } from '#libs/queue';
import type { JobJanitor } from './jobs/job-janitor.js';

/** Start and end of the API, in the right order. */
export class ApiLife implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly hub: JobHub,
    private readonly janitor: JobJanitor,
    private readonly audit: AuditLog,
    private readonly connections: RedisConnections,
  ) {}

  onApplicationBootstrap(): void {
    this.hub.start();
    this.janitor.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.janitor.stop();
    this.hub.stop();
    await this.audit.close();
    this.connections.close();
  }
}
