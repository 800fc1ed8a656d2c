import autocannon from 'autocannon';
import { BenchFault } from '../scene/bench-fault.js';
import { cpuSeconds } from './cpu-time.js';
import { Refusals } from './refusals.js';

/** A request that is sent again and again, and the processes whose work it is. */
export interface Target {
  url: string;
  method: 'GET' | 'POST';
  pid: number;
  /** Where each request goes elsewhere: the next path. */
  nextPath?: () => string;
}

/** How long a run is: in seconds, or in requests. */
export type LoadLength = { duration: number } | { amount: number };

/** By whom it is asked for, and for how long. */
export interface LoadPlan {
  token: string;
  redisPid: number;
  length: LoadLength;
}

/** One run: answers a second, their latency, and what one answer cost in CPU time. */
export interface LoadRun {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  serverCpuUs: number;
  redisCpuUs: number;
}

const CONNECTIONS = 32;
/** The API ends a connection after 1,000 requests, which autocannon does not notice. The peer's are ended as often. */
const RECONNECT_AFTER = 500;

/** Sends requests over 32 connections. Rejects where an answer is not 2xx: an error is quick to give. */
export async function load(
  { url, method, pid, nextPath }: Target,
  { token, redisPid, length }: LoadPlan,
): Promise<LoadRun> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(method === 'POST' && { 'content-type': 'application/json' }),
  };
  const body = method === 'POST' && { body: '{}' };
  const refusals = new Refusals();
  const before = [cpuSeconds(pid), cpuSeconds(redisPid)] as const;
  const result = await autocannon({
    url,
    method,
    headers,
    ...body,
    ...(nextPath && { requests: [{ ...eachElsewhere(nextPath), method, headers, ...body }] }),
    connections: CONNECTIONS,
    reconnectRate: RECONNECT_AFTER,
    setupClient: refusals.watch,
    ...length,
  });
  const after = [cpuSeconds(pid), cpuSeconds(redisPid)] as const;
  const answered = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0 || answered === 0) {
    const refused = `${result.non2xx} refusals${refusals.first}`;
    throw new BenchFault(`${method} ${url}: ${refused}, and ${result.errors} errors beside ${answered} answers`);
  }
  const costUs = (from: number, to: number) => ((to - from) * 1_000_000) / answered;
  return {
    perSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    serverCpuUs: costUs(before[0], after[0]),
    redisCpuUs: costUs(before[1], after[1]),
  };
}

const eachElsewhere = (nextPath: () => string) => ({
  path: nextPath(),
  setupRequest: <Request extends object>(request: Request) => ({ ...request, path: nextPath() }),
});
