import type { Command } from '../command.js';
import { TIMEOUTS_MS } from './timeouts.js';

/** How running workflows are treated when a service stops: wait for them, stop them, or kill them. */
export const STOP_MODES = ['complete', 'stop', 'abort'] as const;

/** One of `STOP_MODES`. */
export type StopMode = (typeof STOP_MODES)[number];

/** `IS` is an Integration Service, `RS` a Repository Service (what our routes call a repository). */
export type ServiceType = 'IS' | 'RS';

const MODE_ARGUMENTS: Record<StopMode, string> = { complete: 'Complete', stop: 'Stop', abort: 'Abort' };

/** Domain, user and password come from the environment (`INFA_DEFAULT_DOMAIN…`), so they never stand in argv. */
const isp = (timeoutMs: number, command: string, ...options: string[]): Command => ({
  program: 'infacmd.sh',
  args: ['isp', command, ...options],
  timeoutMs,
});

/** The names of all services of one type. */
export const listServices = (type: ServiceType): Command => isp(TIMEOUTS_MS.read, 'ListServices', '-st', type);

/** Whether a service is enabled; says nothing of whether it answers. */
export const getServiceStatus = (service: string): Command => isp(TIMEOUTS_MS.read, 'GetServiceStatus', '-sn', service);

/** Whether a service answers, and at which host and port. */
export const ping = (service: string): Command => isp(TIMEOUTS_MS.read, 'Ping', '-sn', service);

/** Enables a service. May return before the service answers. */
export const enableService = (service: string): Command => isp(TIMEOUTS_MS.enable, 'EnableService', '-sn', service);

/** Disables a service; `complete` waits for its workflows. */
export const disableService = (service: string, mode: StopMode): Command =>
  isp(disableTimeoutMs(mode), 'DisableService', '-sn', service, '-mo', MODE_ARGUMENTS[mode]);

/** How long disabling may take in this mode. */
export const disableTimeoutMs = (mode: StopMode): number =>
  mode === 'complete' ? TIMEOUTS_MS.disableComplete : TIMEOUTS_MS.disable;

/** What of the domain answers, all at once. Logs in, changes nothing. */
export const pingDomain = (): Command => isp(TIMEOUTS_MS.read, 'PingDomain', '-Format', 'CSV');

/** The version of infacmd itself. Needs no domain. */
export const infacmdVersion = (): Command => ({
  program: 'infacmd.sh',
  args: ['version'],
  timeoutMs: TIMEOUTS_MS.read,
});
