import type { Command } from '../command.js';
import { TIMEOUTS_MS } from './timeouts.js';

/** Whether an Integration Service answers. A native program, needs no login: the cheap way to ask again and again. */
export const pingService = (service: string, domain: string): Command => ({
  program: 'pmcmd',
  args: ['pingservice', '-sv', service, '-d', domain, '-t', '10'],
  timeoutMs: TIMEOUTS_MS.read,
});

/** Prints the banner, which holds the version. Needs no domain. */
export const pmcmdVersion = (): Command => ({ program: 'pmcmd', args: ['version'], timeoutMs: TIMEOUTS_MS.read });
