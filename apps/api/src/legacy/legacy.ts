import type { Problem } from '#libs/platform';
import { LegacyIntegrationServicesController } from './integration-services.legacy.controller.js';
import { LegacyDesk } from './legacy-desk.js';
import { LegacySessionsController } from './sessions.legacy.controller.js';
import { LegacyTasksController } from './tasks.legacy.controller.js';

/** The routes of the replaced system, and what they need. */
export const legacyControllers = [LegacyIntegrationServicesController, LegacySessionsController, LegacyTasksController];
export const legacyProviders = [LegacyDesk];

/** Old callers read `message`. */
export const legacyMembers = (url: string, { detail }: Problem): object =>
  /^\/(?:informatica|UUID)(?:\/|$)/.test(url) ? { message: detail } : {};
