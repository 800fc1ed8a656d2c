import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { Processes } from '../processes.js';

/** What servers of a test file beside those of its stack need; ended and removed after its tests. */
export function useGround(): { processes: Processes; folder: string } {
  const processes = new Processes();
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-redis-'));
  afterAll(async () => {
    await processes.endAll();
    rmSync(folder, { recursive: true, force: true });
  });
  return { processes, folder };
}
