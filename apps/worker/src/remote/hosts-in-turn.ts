import { AppError } from '#libs/platform';
import type { RemoteHost } from './remote-host.js';

/** A read that was started on a host. */
interface Started<T> {
  result: Promise<T>;
  /** Whether anything was sent to the host. */
  hasBegun: () => boolean;
}

/**
 * Asks hosts one after the other until one can be reached, and answers what it answers. For reads only.
 *
 * Only a host that cannot be reached is passed over, and only before anything ran there: a host key or a login that is
 * refused is an alarm, not an outage. Rejects with `HOST_UNREACHABLE` of them all where none can be reached.
 */
export async function hostsInTurn<T>(
  hosts: readonly RemoteHost[],
  start: (host: RemoteHost, spentMs: number) => Started<T>,
  onNext: (from: RemoteHost, to: RemoteHost) => void,
): Promise<T> {
  const startedAt = performance.now();
  const faults: AppError[] = [];
  for (const [index, host] of hosts.entries()) {
    const { result, hasBegun } = start(host, performance.now() - startedAt);
    try {
      return await result;
    } catch (error) {
      if (!isOutage(error) || hasBegun()) throw error;
      faults.push(error);
    }
    const next = hosts[index + 1];
    if (next) onNext(host, next);
  }
  throw allAway(faults);
}

const isOutage = (error: unknown): error is AppError => error instanceof AppError && error.code === 'HOST_UNREACHABLE';

function allAway(faults: readonly AppError[]): AppError {
  const [first, ...more] = faults;
  if (first && more.length === 0) return first;
  return new AppError('HOST_UNREACHABLE', faults.map(({ message }) => message).join(' '), { cause: first });
}
