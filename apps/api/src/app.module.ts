import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { AuthModule, type AuthOptions } from '#libs/auth';
import { MetricsDoor, type Problem } from '#libs/platform';
import { QueueModule, RecentRefusals, ZONE_QUEUES, type ZoneQueues } from '#libs/queue';
import { ApiLife } from './api-life.js';
import { type ApiParts, type JobParts, jobParts, type QueueParts, queueParts } from './api-parts.js';
import { BROWSER_PARTS, type BrowserParts, browserParts } from './browser/browser-parts.js';
import { CallbackDesk } from './callbacks/callback-desk.js';
import { type CallbackParts, callbackParts, courierOf } from './callbacks/callback-parts.js';
import { CallbacksController } from './callbacks/callbacks.controller.js';
import type { ApiRequest } from './http/api-request.js';
import { HealthController } from './http/health/health.controller.js';
import { Readiness } from './http/health/readiness.js';
import { FailedLogins } from './http/limits/failed-logins.js';
import { Limits } from './http/limits/limits.js';
import { MetricsController } from './http/metrics/metrics.controller.js';
import { QueueMetrics } from './http/metrics/queue-metrics.js';
import { ProblemFilter } from './http/problems/problem.filter.js';
import { ProblemAnswers } from './http/problems/problem-answers.js';
import { PublicUrl } from './http/public-url.js';
import { ValidationPipe } from './http/validation.pipe.js';
import { IntegrationServicesController } from './integration-services/integration-services.controller.js';
import { DomainsController } from './inventory/domains.controller.js';
import { Estate } from './inventory/estate.js';
import { VisibleDomains } from './inventory/visible-domains.js';
import { ChangeReasons } from './jobs/change-reasons.js';
import { JobCancel } from './jobs/job-cancel.js';
import { JobDesk } from './jobs/job-desk.js';
import { JobEvents } from './jobs/job-events.js';
import { JobJanitor } from './jobs/job-janitor.js';
import { JobListing } from './jobs/job-listing.js';
import { JobPlans } from './jobs/job-plans.js';
import { JobReader } from './jobs/job-reader.js';
import { JobViews } from './jobs/job-views.js';
import { JobVisibility } from './jobs/job-visibility.js';
import { JobsController } from './jobs/jobs.controller.js';
import { LastReads } from './jobs/last-reads.js';
import { SubmitDesk } from './jobs/submit-desk.js';
import { legacyControllers, legacyMembers, legacyProviders } from './legacy/legacy.js';
import { opsProvider } from './ops/ops-provider.js';
import { CallerPermissions } from './permissions/caller-permissions.js';
import { PermissionReview } from './permissions/permission-review.js';
import { PermissionsController } from './permissions/permissions.controller.js';
import { BoardDesk } from './queues/board-desk.js';
import { boardMembers } from './queues/board-members.js';
import { RepositoriesController } from './repositories/repositories.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import type { ApiSettings } from './settings.js';
import { ZoneOverview } from './zones/zone-overview.js';
import { ZonesController } from './zones/zones.controller.js';

const controllersBy = ({ METRICS_PORT }: ApiSettings) => [
  DomainsController,
  IntegrationServicesController,
  RepositoriesController,
  SessionsController,
  JobsController,
  CallbacksController,
  PermissionsController,
  ZonesController,
  HealthController,
  ...(METRICS_PORT === undefined ? [MetricsController] : []),
  ...legacyControllers,
];

const addedMembers = (url: string, problem: Problem): object => ({
  ...legacyMembers(url, problem),
  ...boardMembers(url, problem),
});

/** Answers failures on old and new routes; without `failedLogins` before anybody has looked at a token. */
export const problemAnswers = (
  { logger, httpMetrics }: Pick<ApiParts, 'logger' | 'httpMetrics'>,
  failedLogins?: FailedLogins,
  browser?: BrowserParts,
): ProblemAnswers =>
  new ProblemAnswers(logger, {
    membersFor: addedMembers,
    onProblem: (code) => httpMetrics.countProblem(code),
    failedLogins,
    answerPerson: browser?.pages.answer,
  });

/** The API: which parts there are and how they are put together. */
@Module({})
export class AppModule {
  static with(parts: ApiParts): DynamicModule {
    const { settings, zones } = parts;
    const queue = queueParts(parts);
    const callbacks = callbackParts(parts, queue);
    const limits = new Limits({ ...parts, ...queue });
    const browser = browserParts(settings, queue);
    const problems = problemAnswers(parts, limits.failedLogins, browser);
    return {
      module: AppModule,
      imports: [AuthModule.with(authOptions(parts, limits, browser)), QueueModule.forZones(zones, queue.options)],
      controllers: controllersBy(settings),
      providers: [
        { provide: APP_FILTER, useValue: new ProblemFilter(problems) },
        { provide: ProblemAnswers, useValue: problems },
        { provide: FailedLogins, useValue: limits.failedLogins },
        { provide: BROWSER_PARTS, useValue: browser },
        { provide: APP_PIPE, useClass: ValidationPipe },
        { provide: Estate, useValue: parts.estate },
        { provide: PublicUrl, useValue: new PublicUrl(settings.PUBLIC_URL) },
        { provide: VisibleDomains, useValue: new VisibleDomains(parts.estate, queue.zoneWatch) },
        { provide: CallerPermissions, useValue: new CallerPermissions(parts.estate) },
        { provide: PermissionReview, useValue: new PermissionReview(parts.ruleFiles, parts.estate) },
        ...jobProviders(parts, queue, callbacks),
        ...operationProviders(parts, queue, callbacks),
        { provide: RecentRefusals, useValue: queue.refusals },
        opsProvider(parts, queue, browser, JOB_PARTS),
        ...legacyProviders,
      ],
    };
  }
}

/** Every caller is counted before anything is decided about it: a refusal costs us as much as an answer. */
const authOptions = (
  { settings, grants, logger, signingKeys }: ApiParts,
  limits: Limits,
  browser: BrowserParts,
): AuthOptions => ({
  settings,
  grants,
  logger,
  keys: signingKeys,
  isSuspect: ({ ip = '' }) => limits.failedLogins.isOverFailedLogins(ip),
  sessionOf: browser.login?.sessions.callerOf,
  onCaller: (request, reply) => limits.callers.admit(request as ApiRequest, reply as FastifyReply),
});

/** The parts that speak with Bull; Nest makes its queues. */
const JOB_PARTS = Symbol('job parts');

function jobProviders(parts: ApiParts, queue: QueueParts, { receivers, callbacks }: CallbackParts): Provider[] {
  const { settings, estate, logger, jobMetrics: metrics } = parts;
  const { log: audit } = parts.trail;
  const { store, times, wait, log, lists, zoneWatch, retention } = queue;
  const visibility = new JobVisibility(estate, store, retention);
  const { CHANGE_REASON_PATTERN: pattern, CHANGE_REASON_REQUIRED_IN: requiredIn } = settings;
  const reasons = new ChangeReasons({ pattern, requiredIn });
  return [
    { provide: CallbackDesk, useValue: new CallbackDesk(visibility, estate, callbacks, receivers) },
    {
      provide: JOB_PARTS,
      inject: [ZONE_QUEUES],
      useFactory: (queues: ZoneQueues) => jobParts(queue, queues, parts),
    },
    {
      provide: JobViews,
      inject: [JOB_PARTS],
      useFactory: ({ lines }: JobParts) => new JobViews(zoneWatch, lines, store, visibility),
    },
    {
      provide: JobDesk,
      inject: [JOB_PARTS],
      useFactory: ({ producer, lines }: JobParts) => {
        const plans = new JobPlans({
          store,
          times,
          lines,
          zones: zoneWatch,
          visibility,
          lastReads: new LastReads(lists, visibility),
        });
        const { WAIT_MAX_S: waitMaxS, IDEMPOTENCY_KEY_REQUIRED_IN: keyRequiredIn } = settings;
        const terms = { waitMaxS, keyRequiredIn };
        return new JobDesk({ estate, visibility, audit, reasons, producer, plans, wait, receivers, metrics, ...terms });
      },
    },
    SubmitDesk,
    {
      provide: JobReader,
      inject: [JobDesk, JobViews],
      useFactory: (desk: JobDesk, views: JobViews) => new JobReader(visibility, views, desk),
    },
    {
      provide: JobListing,
      inject: [JobViews],
      useFactory: (views: JobViews) => new JobListing(visibility, lists, views),
    },
    {
      provide: JobCancel,
      inject: [JOB_PARTS, JobViews],
      useFactory: ({ producer, endings }: JobParts, views: JobViews) =>
        new JobCancel({ visibility, estate, store, producer, endings, audit, views }),
    },
    {
      provide: JobEvents,
      inject: [JobReader, JobViews],
      useFactory: (reader: JobReader, views: JobViews) =>
        new JobEvents({ reader, visibility, wait, views, log }, logger),
    },
  ];
}

function operationProviders(parts: ApiParts, queue: QueueParts, callbacks: CallbackParts): Provider[] {
  const { settings, trail, grants, logger, registry, ruleFiles } = parts;
  const { log: audit } = trail;
  const { redis, keys, store, hub, zoneWatch, retention } = queue;
  const overview = new ZoneOverview(zoneWatch, store);
  return [
    { provide: ZoneOverview, useValue: overview },
    {
      provide: Readiness,
      useValue: new Readiness(
        { redis, audit: trail, delivery: trail.delivery, zones: zoneWatch, files: ruleFiles.watch },
        settings.READY_FILE,
      ),
    },
    {
      provide: QueueMetrics,
      inject: [ZONE_QUEUES],
      useFactory: (queues: ZoneQueues) => new QueueMetrics(registry, queues, overview),
    },
    {
      provide: MetricsDoor,
      inject: [QueueMetrics, Readiness],
      useFactory: (metrics: QueueMetrics, readiness: Readiness) =>
        new MetricsDoor({ metrics: () => metrics.text(), readiness: () => readiness.check() }, logger),
    },
    {
      provide: BoardDesk,
      inject: [JOB_PARTS],
      useFactory: ({ producer, queues }: JobParts) => new BoardDesk({ queues, store, producer, grants, audit }),
    },
    {
      provide: ApiLife,
      inject: [JOB_PARTS, JobViews, MetricsDoor],
      useFactory: (jobs: JobParts, views: JobViews, door: MetricsDoor) => {
        const janitorParts = { redis, keys, store, audit, zoneWatch, retention, ...jobs };
        const janitor = new JobJanitor(janitorParts, logger);
        return new ApiLife(hub, janitor, courierOf(callbacks, parts, queue, views), { ...parts, door });
      },
    },
  ];
}
