import { hostname } from 'node:os';
import * as z from 'zod';
import { auditSettings, deliveryRules, deliverySettings } from '#libs/audit';
import { authRules, authSettings } from '#libs/auth';
import { directoryRules, directorySettings, inventorySettings, permissionSettings } from '#libs/permission';
import {
  crashSettings,
  doorSettings,
  environment,
  readSettings,
  type SettingsOf,
  type SettingsRule,
  setting,
  traceRules,
  traceSettings,
} from '#libs/platform';
import { crashesOnlyInTests, keepsJobsLongEnough, queueSettings, redisRules } from '#libs/queue';
import { browserRules, browserSettings } from './browser/settings.js';
import { callbackRules, callbackSettings } from './callbacks/settings.js';
import { httpSettings } from './http/settings.js';
import { changeSettings } from './jobs/change-settings.js';
import { boardSettings } from './queues/settings.js';
import { tlsRules, tlsSettings } from './tls/settings.js';

export const settingsShape = {
  ...queueSettings,
  ...auditSettings,
  ...deliverySettings,
  ...authSettings,
  ...permissionSettings,
  ...inventorySettings,
  ...directorySettings,
  ...httpSettings,
  ...tlsSettings,
  ...callbackSettings,
  ...changeSettings,
  ...browserSettings,
  ...boardSettings,
  ...traceSettings,
  ...doorSettings,
  ...crashSettings('api'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level logged'),
  PORT: setting.integer('TCP port of the API', 1, 65_535).default(3000),
  HOST: setting.text('address the API listens on').default('0.0.0.0'),
  PUBLIC_URL: setting.url('address under which callers reach the API, for links').optional(),
  READY_FILE: setting.text('/health/ready says ready only once this file exists').optional(),
  DRAIN_NOTICE_MS: setting
    .integer(
      'so long the API that is told to end says so at /health/ready and serves on, for load balancers',
      0,
      15_000,
    )
    .default(0),
  JOB_REMEMBERED_FOR_MS: setting
    .integer('how long a job that is kept no longer is answered with 410 instead of 404', 0, 34_560_000_000)
    .default(7_776_000_000),
  WAIT_MAX_S: setting.integer('longest Prefer: wait in seconds', 0, 300).default(60),
  SWAGGER_UI_OAUTH_CLIENT_ID: setting.text('client id of the Swagger portal').default('swagger'),
  SWAGGER_UI_OAUTH_REALM: setting.text('realm of the Swagger portal').default('etlaas'),
  SWAGGER_UI_OAUTH_APP_NAME: setting.text('name of the Swagger portal').default('etlaas'),
  SWAGGER_UI_OAUTH_IMPLICIT: setting
    .flag('offer the deprecated implicit flow in the Swagger portal too; the tokens stand in addresses')
    .default(false),
  API_ID: setting.text('name of this API process in records').default(`${hostname()}-${process.pid}`),
};

/** The settings of the API under their environment names. */
export type ApiSettings = SettingsOf<typeof settingsShape>;

/** What must hold between them. */
export const settingsRules: readonly SettingsRule<typeof settingsShape>[] = [
  keepsJobsLongEnough,
  ...authRules,
  ...redisRules,
  ...directoryRules,
  ...callbackRules,
  ...deliveryRules,
  ...browserRules,
  ...tlsRules,
  ...traceRules,
  crashesOnlyInTests,
  ({ PUBLIC_URL, TLS_CERTIFICATE }) =>
    TLS_CERTIFICATE && PUBLIC_URL?.startsWith('http:')
      ? 'PUBLIC_URL: must be https where TLS_CERTIFICATE is set'
      : undefined,
  ({ METRICS_PORT, PORT }) => (METRICS_PORT === PORT ? 'METRICS_PORT: must not be PORT' : undefined),
];

/** Reads them; throws one error that names everything wrong. */
export const readApiSettings = (env = environment()): ApiSettings => readSettings(settingsShape, env, settingsRules);
