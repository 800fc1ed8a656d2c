import { type DynamicModule, Module } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AuditTrail } from '#libs/audit';
import { openRuleFiles, type RuleFiles } from '#libs/permission';
import { type AppLogger, certificateWatch, type FileWatch, MetricsDoor, openTraces, type Traces } from '#libs/platform';
import {
  JobEndings,
  JobHub,
  JobLog,
  JobStore,
  jobTimesOf,
  openRedisPlace,
  QueueModule,
  queueKeysOf,
  queueOptions,
  RedisConnections,
  TargetLines,
  WorkerPresence,
  ZONE_QUEUES,
  type ZoneQueues,
} from '#libs/queue';
import { checkReadiness, type ReadinessParts } from './http/worker-readiness.js';
import { JobRunner } from './job-runner.js';
import { WorkerMetrics } from './metrics/worker-metrics.js';
import { OperationProcessor } from './operation.processor.js';
import { QueueConsumer } from './queue-consumer.js';
import { remoteHosts } from './remote/remote-hosts.js';
import { openTransports, type Transports } from './remote/transports.js';
import { RightCheck } from './right-check.js';
import type { WorkerSettings } from './settings.js';
import { WorkerLife } from './worker-life.js';

const TRANSPORTS = Symbol('transports');
const RULE_FILES = Symbol('rule files');
const CERTIFICATES = Symbol('certificates');
const TRACES = Symbol('traces');

/** A right is asked for anew before each change: an answer of the past is none. */
const FORGETFUL = { GRANTS_TTL_MS: 0, GRANTS_STALE_MS: 0 };

type ProcessorNeeds = [JobStore, JobEndings, AuditTrail, JobRunner, RuleFiles, Traces];
type DoorNeeds = [QueueConsumer, Transports, AuditTrail, RuleFiles, Traces, FileWatch];
type LifeNeeds = [...DoorNeeds, MetricsDoor];

/** The worker: which parts there are and how they are put together. */
@Module({})
export class WorkerModule {
  static async register(settings: WorkerSettings, logger: AppLogger): Promise<DynamicModule> {
    const place = await openRedisPlace(settings);
    const connections = new RedisConnections(place, logger);
    const keys = queueKeysOf(settings);
    const zones = settings.WORKER_ZONES;
    const redis = connections.open('working');
    const options = queueOptions(connections, keys, 'working', settings.QUEUE_LOCK_MS);
    const metrics = new WorkerMetrics(zones);
    const control = new JobHub(connections.open('listening'), zones.map(keys.control), logger);
    return {
      module: WorkerModule,
      imports: [QueueModule.forZones(zones, options)],
      providers: [
        { provide: TRANSPORTS, useFactory: () => openTransports(settings, logger) },
        {
          provide: RULE_FILES,
          useFactory: () => openRuleFiles({ ...settings, ...FORGETFUL }, logger, undefined, metrics.grants),
        },
        { provide: JobStore, useFactory: () => new JobStore(redis, keys, zones, jobTimesOf(settings)) },
        {
          provide: JobEndings,
          inject: [JobStore, ZONE_QUEUES],
          useFactory: (store: JobStore, queues: ZoneQueues) =>
            new JobEndings(store, new TargetLines(redis, keys, queues), logger, metrics.ended),
        },
        { provide: AuditTrail, useFactory: () => openTrail(settings, logger) },
        {
          provide: CERTIFICATES,
          inject: [RULE_FILES, AuditTrail],
          useFactory: (files: RuleFiles, trail: AuditTrail) => certificateWatch(logger, place, files, trail),
        },
        { provide: TRACES, useFactory: () => openTracesOf(settings, logger) },
        {
          provide: JobRunner,
          inject: [RULE_FILES, TRANSPORTS],
          useFactory: (files: RuleFiles, transports: Transports) =>
            new JobRunner(
              remoteHosts(files.inventory, settings),
              metrics.remote.watch(transports),
              logger,
              settings.JOB_RUN_WITHIN_MS,
            ),
        },
        {
          provide: OperationProcessor,
          inject: [JobStore, JobEndings, AuditTrail, JobRunner, RULE_FILES, TRACES],
          useFactory: (...[store, endings, { log: audit }, runner, files, traces]: ProcessorNeeds) => {
            const { WORKER_ID: workerId, ZONE_KEYS: zoneKeys } = settings;
            const rights = new RightCheck(files);
            const log = new JobLog(redis, keys);
            const own = { workerId, zoneKeys, control, log, rights };
            const parts = { ...own, store, endings, audit, runner, traces, metrics };
            return new OperationProcessor(parts, logger);
          },
        },
        {
          provide: QueueConsumer,
          inject: [OperationProcessor, ZONE_QUEUES],
          useFactory: (processor: OperationProcessor, queues: ZoneQueues) =>
            new QueueConsumer(queues, processor, settings.QUEUE_LOCK_MS, logger),
        },
        {
          provide: MetricsDoor,
          inject: [QueueConsumer, TRANSPORTS, AuditTrail, RULE_FILES, TRACES, CERTIFICATES],
          useFactory: (...[consumer, transports, trail, files, traces, certificates]: DoorNeeds) => {
            metrics.expose({ redis, transports, trail, traces, files, certificates });
            return doorOf(metrics.registry, { redis, audit: trail, consumer, zones }, logger);
          },
        },
        {
          provide: WorkerLife,
          inject: [QueueConsumer, TRANSPORTS, AuditTrail, RULE_FILES, TRACES, CERTIFICATES, MetricsDoor],
          useFactory: (...[consumer, transports, trail, files, traces, certificates, door]: LifeNeeds) =>
            new WorkerLife(settings, {
              consumer,
              transports,
              trail,
              control,
              connections,
              presence: new WorkerPresence(redis, keys, logger),
              files,
              certificates,
              traces,
              door,
            }),
        },
      ],
    };
  }
}

const openTracesOf = (settings: WorkerSettings, logger: AppLogger): Promise<Traces> =>
  openTraces(settings, { app: 'worker', instanceId: settings.WORKER_ID, zones: settings.WORKER_ZONES }, logger);

const openTrail = (settings: WorkerSettings, logger: AppLogger): Promise<AuditTrail> =>
  AuditTrail.open(settings, { app: 'worker', writerId: `worker-${settings.WORKER_ID}`, logger });

const doorOf = (registry: Registry, parts: ReadinessParts, logger: AppLogger): MetricsDoor =>
  new MetricsDoor({ metrics: () => registry.metrics(), readiness: () => checkReadiness(parts) }, logger);
