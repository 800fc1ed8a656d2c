import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from './api-client.js';

let server: Server;

interface Answer {
  status: number;
  body: unknown;
}

/** An API that gives these answers one after the other, and the requests it got. */
async function startApi(...answers: Answer[]): Promise<{ client: ApiClient; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  server = createServer((request, response) => {
    const { status, body } = answers[requests.length] ?? { status: 500, body: {} };
    requests.push(request);
    response.writeHead(status).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { client: new ApiClient(`http://127.0.0.1:${port}`, 'the-token'), requests };
}

const aJob = (status: string, more = {}) => ({ status, links: { self: '/v1/jobs/1' }, ...more });

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('the tour as a client', () => {
  it('asks to wait, and asks again until the job has ended', async () => {
    const { client, requests } = await startApi(
      { status: 202, body: aJob('queued') },
      { status: 200, body: aJob('running') },
      { status: 200, body: aJob('succeeded', { result: { changed: true } }) },
    );
    expect(await client.run('POST', '/v1/stop?environment=Development')).toEqual({ changed: true });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/stop?environment=Development',
      'GET /v1/jobs/1',
      'GET /v1/jobs/1',
    ]);
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer the-token', prefer: 'wait=30' });
  });

  it('rejects with the problem of a refusal', async () => {
    const problem = { code: 'PERMISSION_DENIED', title: 'Not allowed', detail: 'You may not.' };
    const { client } = await startApi({ status: 403, body: problem });
    await expect(client.run('GET', '/v1/x')).rejects.toThrow(
      'The API answered 403. PERMISSION_DENIED: Not allowed. You may not.',
    );
  });

  it.each(['failed', 'expired', 'cancelled', 'unknown'])(
    'rejects with the problem of a job that %s',
    async (status) => {
      const { client } = await startApi({ status: 200, body: aJob(status, { error: { detail: 'It did not.' } }) });
      await expect(client.run('GET', '/v1/x')).rejects.toThrow(`The job ended as ${status}. It did not.`);
    },
  );
});
