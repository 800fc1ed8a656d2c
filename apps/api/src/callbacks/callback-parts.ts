import { CallbackStore } from '#libs/queue';
import type { ApiParts, QueueParts } from '../api-parts.js';
import type { JobViews } from '../jobs/job-views.js';
import { CallbackCourier } from './callback-courier.js';
import { CallbackMetrics } from './callback-metrics.js';
import { CallbackSender } from './callback-sender.js';
import { Receivers } from './receivers.js';

/** What callbacks are made of, before anybody can show a job. */
export function callbackParts({ settings, zones, registry }: ApiParts, { redis, keys }: QueueParts) {
  const receivers = new Receivers(settings.CALLBACK_HOSTS, settings.CALLBACK_KEYS);
  const callbacks = new CallbackStore(redis, keys, zones, settings.JOB_KEPT_FOR_MS);
  return { receivers, callbacks, metrics: new CallbackMetrics(registry, callbacks, receivers.names) };
}

/** What `callbackParts` made. */
export type CallbackParts = ReturnType<typeof callbackParts>;

/** Who sends them. */
export function courierOf(
  parts: CallbackParts,
  { trail: { log: audit }, logger, traces }: ApiParts,
  { store }: QueueParts,
  views: JobViews,
) {
  const sender = new CallbackSender({ ...parts, store, views, audit, traces });
  return new CallbackCourier({ ...parts, sender, logger });
}
