import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inCache, textOf } from './paths.mjs';
import { say } from './report.mjs';

const LOOK_AGAIN_MS = 200;

/** Runs the work while no other set-up of this folder does the same: two starts at once must not share half a build. */
export async function underLock(name, work) {
  const path = inCache(`${name}.lock`);
  mkdirSync(inCache(), { recursive: true });
  let hasTold = false;
  while (!take(path)) {
    if (!hasTold) say(`waiting for another set-up of this folder; if there is none, delete ${path}`);
    hasTold = true;
    await sleep(LOOK_AGAIN_MS);
  }
  try {
    await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  // Left behind by a set-up that was killed: the next look finds it gone.
  const owner = Number(textOf(path));
  if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true });
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
