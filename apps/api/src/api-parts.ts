import type { Registry } from 'prom-client';
import { AuditTrail } from '#libs/audit';
import { type SigningKeys, signingKeysOf } from '#libs/auth';
import { operationsByName } from '#libs/informatica';
import {
  exposeAudit,
  exposeCertificates,
  exposeDirectory,
  exposeFiles,
  exposeRedis,
  exposeTraces,
  JobMetrics,
  openRegistry,
  watchGrants,
} from '#libs/metrics';
import { type CallerGrants, openRuleFiles, type RuleFiles } from '#libs/permission';
import { type AppLogger, certificateWatch, type FileWatch, openTraces, type Traces } from '#libs/platform';
import {
  JobEndings,
  JobHub,
  JobLists,
  JobLog,
  JobProducer,
  JobRetention,
  JobStore,
  JobWait,
  jobTimesOf,
  openRedisPlace,
  queueKeysOf,
  queueOptions,
  RecentRefusals,
  RedisConnections,
  Replicas,
  TargetLines,
  WorkerPresence,
  type ZoneQueues,
} from '#libs/queue';
import { HttpMetrics } from './http/metrics/http-metrics.js';
import { exposeKeys } from './http/metrics/key-metrics.js';
import { Estate } from './inventory/estate.js';
import { ZoneWatch } from './jobs/zone-watch.js';
import type { ApiSettings } from './settings.js';
import { Tls } from './tls/tls.js';
import { exposeTls } from './tls/tls-metrics.js';

/** The parts that exist before Nest does: made once from the settings, ended by `ApiLife`. */
export interface ApiParts {
  settings: ApiSettings;
  logger: AppLogger;
  trail: AuditTrail;
  connections: RedisConnections;
  ruleFiles: RuleFiles;
  grants: CallerGrants;
  estate: Estate;
  zones: readonly string[];
  registry: Registry;
  httpMetrics: HttpMetrics;
  traces: Traces;
  jobMetrics: JobMetrics;
  signingKeys: SigningKeys;
  /** Absent where the API speaks plain HTTP. */
  tls: Tls | undefined;
  /** Keeps all certificates up to date that are files, once it is started. */
  certificates: FileWatch;
}

/** Loads files and opens the audit log. Rejects with everything that is wrong in the first file that is. */
export async function openApiParts(settings: ApiSettings, logger: AppLogger): Promise<ApiParts> {
  const zones = [...settings.ZONE_KEYS.keys()];
  const registry = openRegistry();
  const ruleFiles = await openRuleFiles(settings, logger, new Set(zones), watchGrants(registry));
  const tls = await Tls.open(settings, logger);
  const redis = await openRedisPlace(settings);
  exposeTls(registry, tls);
  const writerId = `api-${settings.API_ID}`;
  const trail = await AuditTrail.open(settings, { app: 'api', writerId, logger });
  exposeAudit(registry, trail);
  const certificates = certificateWatch(logger, tls, redis, ruleFiles, trail);
  exposeCertificates(registry, certificates);
  const signingKeys = signingKeysOf(settings, logger);
  exposeFiles(registry, ruleFiles.watch);
  exposeDirectory(registry, ruleFiles.directory);
  exposeKeys(registry, signingKeys);
  const traces = await openTraces(settings, { app: 'api', instanceId: settings.API_ID, zones }, logger);
  exposeTraces(registry, traces);
  return {
    settings,
    logger,
    trail,
    connections: new RedisConnections(redis, logger),
    ruleFiles,
    grants: ruleFiles.grants,
    estate: new Estate(ruleFiles, settings.HOST_SUFFIX),
    zones,
    registry,
    httpMetrics: new HttpMetrics(registry),
    traces,
    jobMetrics: new JobMetrics(registry, zones),
    signingKeys,
    tls,
    certificates,
  };
}

/** What speaks with Redis. */
export function queueParts({ settings, logger, connections, zones, registry }: ApiParts) {
  const keys = queueKeysOf(settings);
  const redis = connections.open('asking');
  exposeRedis(registry, redis);
  const times = jobTimesOf(settings);
  const store = new JobStore(redis, keys, zones, times);
  const hub = new JobHub(connections.open('listening'), [...zones.map(keys.events), keys.sessionEnds()], logger);
  return {
    keys,
    redis,
    store,
    times,
    hub,
    log: new JobLog(redis, keys),
    lists: new JobLists(redis, keys, store, [...operationsByName.keys()]),
    retention: new JobRetention(redis, keys, store, settings.JOB_REMEMBERED_FOR_MS),
    wait: new JobWait(hub, store),
    refusals: new RecentRefusals(redis, keys),
    zoneWatch: new ZoneWatch(new WorkerPresence(redis, keys, logger), zones),
    options: queueOptions(connections, keys, 'asking', settings.QUEUE_LOCK_MS),
  };
}

/** What `queueParts` made. */
export type QueueParts = ReturnType<typeof queueParts>;

/** What speaks with Bull too. */
export function jobParts(
  { store, keys, redis }: QueueParts,
  queues: ZoneQueues,
  { settings, logger, jobMetrics }: ApiParts,
) {
  const lines = new TargetLines(redis, keys, queues);
  const { ZONE_KEYS: zoneKeys, REDIS_REPLICAS } = settings;
  const replicas = new Replicas(REDIS_REPLICAS, keys);
  return {
    queues,
    lines,
    endings: new JobEndings(store, lines, logger, jobMetrics.ended),
    producer: new JobProducer({ store, queues, zoneKeys, replicas, lines }),
  };
}

/** What `jobParts` made. */
export type JobParts = ReturnType<typeof jobParts>;
