import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue, QueueOptions } from 'bull';
import { queueName } from '../keys.js';
import type { ZoneQueues } from './queues.js';

/** Where Nest finds the `ZoneQueues`. */
export const ZONE_QUEUES = Symbol('zone queues');

/** One Bull queue for each zone, provided together as `ZONE_QUEUES`. */
@Module({})
export class QueueModule {
  /** `options` are those of `queueOptions`, the same for every zone. */
  static forZones(zones: readonly string[], options: QueueOptions): DynamicModule {
    return {
      module: QueueModule,
      imports: [BullModule.registerQueue(...zones.map((zone) => ({ name: queueName(zone), ...options })))],
      providers: [
        {
          provide: ZONE_QUEUES,
          inject: zones.map((zone) => getQueueToken(queueName(zone))),
          useFactory: (...queues: Queue[]): ZoneQueues =>
            new Map(queues.map((queue, index) => [zones[index] ?? '', queue])),
        },
      ],
      exports: [ZONE_QUEUES],
    };
  }
}
