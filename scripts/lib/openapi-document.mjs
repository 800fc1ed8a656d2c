import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from './paths.mjs';
import { SetupFault } from './report.mjs';

const WITHIN_MS = 60_000;
const LOOK_AGAIN_AFTER_MS = 100;

/** Nobody listens there: neither for the document nor for a start of the API anybody has to. */
const NOWHERE = '127.0.0.1:1';

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

function settingsIn(folder, port) {
  const file = (name, ...lines) => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  return {
    PATH: process.env.PATH,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    REDIS_URL: `redis://${NOWHERE}`,
    ZONE_KEYS: `docker=${'0'.repeat(64)}`,
    OIDC_ISSUER: `http://${NOWHERE}`,
    OIDC_AUDIENCE: 'etlaas',
    AUDIT_DIR: join(folder, 'audit'),
    AUDIT_KEYS: `none=${'0'.repeat(64)}`,
    AUDIT_BALLAST_BYTES: '0',
    AUDIT_MIN_FREE_BYTES: '0',
    GCR_FILE: file('GCR.csv', 'domain,environment,trigram,kind', 'DOM_MAE,Development,MAE,owner'),
    INVENTORY_FILE: file('hosts.csv', 'hostname,domain,environment,zone', 'a.socgen,DOM_MAE,Development,docker'),
    DIRECTORY_FILE: file('directory.csv', 'account,group', 'nobody,ETL_MAE'),
  };
}

async function fetchDocument(api, port) {
  const until = Date.now() + WITHIN_MS;
  while (api.exitCode === null && Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/docs-json`).catch(() => undefined);
    if (answer?.ok) return await answer.json();
    await pause(LOOK_AGAIN_AFTER_MS);
  }
  throw new SetupFault('The API did not tell its OpenAPI document.');
}

/** The OpenAPI document of the API as it is built: of a process that is started for this question, and of nothing else. */
export async function readDocument() {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-document-'));
  const port = await freePort();
  const api = spawn(process.execPath, [inRoot('dist/programs/api.js')], {
    env: settingsIn(folder, port),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((exit) => api.once('exit', exit));
  try {
    return await fetchDocument(api, port);
  } finally {
    api.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
