import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { processRecord } from '#libs/audit';
import type { JobHub } from '#libs/queue';
import type { ApiParts } from './api-parts.js';
import type { JobJanitor } from './jobs/job-janitor.js';

/** Start and end of the API, in the right order. */
export class ApiLife implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly hub: JobHub,
    private readonly janitor: JobJanitor,
    private readonly parts: Pick<ApiParts, 'audit' | 'connections' | 'directory'>,
  ) {}

  onApplicationBootstrap(): void {
    this.parts.audit.note(processRecord('process.started'));
    this.hub.start();
    this.janitor.start();
  }

  /** Whoever waits is answered now: the server closes only when all answers are sent. */
  beforeApplicationShutdown(): void {
    this.janitor.stop();
    this.hub.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    this.parts.audit.note(processRecord('process.stopped'));
    const { audit, connections, directory } = this.parts;
    await directory.close?.();
    await audit.close();
    connections.close();
  }
}
