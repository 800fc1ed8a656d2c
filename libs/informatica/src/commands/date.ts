import type { Command } from '../command.js';
import { TIMEOUTS_MS } from './timeouts.js';

/** The UTC offset of the host's clock now. Costs next to nothing. */
export const hostUtcOffset = (): Command => ({ program: 'date', args: ['+%z'], timeoutMs: TIMEOUTS_MS.read });
