import { setting } from '#libs/platform';

/** Where a worker tells how it does. */
export const doorSettings = {
  METRICS_PORT: setting
    .integer('TCP port of /metrics and /health of the worker; without it there is none', 1, 65_535)
    .optional(),
  METRICS_HOST: setting.text('address that port is opened on').default('127.0.0.1'),
};
