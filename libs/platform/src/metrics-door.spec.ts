import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from './logger.js';
import { MetricsDoor } from './metrics-door.js';
import { SettingsError } from './settings.js';

const metrics = jest.fn<() => Promise<string>>();
const readiness = jest.fn<() => Promise<{ status: string }>>();
let door: MetricsDoor;
let port: number;

const aDoor = () => new MetricsDoor({ metrics, readiness }, createLogger('test', 'silent'));

beforeEach(async () => {
  metrics.mockReset().mockResolvedValue('etlaas_build_info 1\n');
  readiness.mockReset().mockResolvedValue({ status: 'ready' });
  door = aDoor();
  port = await door.open(0, '127.0.0.1');
});
afterEach(() => door.close());

async function ask(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode as number, headers: answer.headers, text: await text(answer) };
}

describe('the door of a process', () => {
  it('tells metrics, that it lives, and whether it is ready', async () => {
    const told = await ask('/metrics?x=1');
    expect([told.status, told.headers['content-type'], told.text]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'etlaas_build_info 1\n',
    ]);
    expect(await ask('/health/live')).toMatchObject({ status: 200, text: '{"status":"alive"}' });
    expect(await ask('/health/ready')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
    readiness.mockResolvedValue({ status: 'not ready' });
    expect((await ask('/health/ready')).status).toBe(503);
    expect(await ask('/metrics', 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    ['GET', '/', 404],
    ['GET', '/metrics/', 404],
    ['GET', '/health', 404],
    ['POST', '/docs', 404],
    ['POST', '/metrics', 405],
    ['DELETE', '/health/ready', 405],
  ])('%s %s: %d, and nothing of what was asked', async (method, path, status) => {
    const told = await ask(path, method);
    expect([told.status, told.headers.allow]).toEqual([status, status === 405 ? 'GET, HEAD' : undefined]);
    expect(JSON.parse(told.text)).toEqual({ status: status === 404 ? 'not found' : 'method not allowed' });
    expect(metrics).not.toHaveBeenCalled();
  });

  it('does not say why a page could not be made', async () => {
    metrics.mockRejectedValue(new Error('secret inside'));
    expect(await ask('/metrics')).toMatchObject({ status: 500, text: '{"status":"failed"}' });
  });

  it('reads no long headers', async () => {
    expect((await ask('/metrics', 'GET', { long: 'x'.repeat(9_000) })).status).toBe(431);
  });

  it('is shut at once, whoever is still connected or being answered', async () => {
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    metrics.mockReturnValue(new Promise(() => undefined));
    const cutOff = ask('/metrics').catch((error: NodeJS.ErrnoException) => error.code);
    while (metrics.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await door.close();
    expect(await cutOff).toBe('ECONNRESET');
    idle.destroy();
    await expect(ask('/health/live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('that others have is a wrong setting', async () => {
    const other = aDoor();
    const opening = other.open(port, '127.0.0.1');
    await expect(opening).rejects.toThrow(SettingsError);
    await expect(opening).rejects.toThrow(`METRICS_PORT: ${port} on 127.0.0.1 cannot be listened on (EADDRINUSE)`);
  });
});
