import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leave-'));
  const { code } = transformSync(readFileSync(join(__dirname, 'leave.ts'), 'utf8'), { loader: 'ts' });
  writeFileSync(join(folder, 'leave.mjs'), code);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** How a process ended that begins something and leaves. */
function ended(begin: string) {
  const program = `import { open } from 'node:fs/promises';
    import { leave } from '${join(folder, 'leave.mjs')}';
    ${begin};
    await leave(3, { error: (_, message) => console.log(message) });`;
  const args = ['--input-type=module', '-e', program];
  const { status, signal, stdout } = spawnSync(process.execPath, args, { timeout: 20_000, encoding: 'utf8' });
  return { status, signal, said: stdout };
}

it('a process leaves with its code, also where a file was just asked for something', () => {
  expect(ended('')).toEqual({ status: 3, signal: null, said: '' });
  expect(ended(`open('${folder}').catch(() => undefined)`)).toEqual({ status: 3, signal: null, said: '' });
});

it.each([
  [0, 3],
  [5, 5],
])('one that leaves twice, first with %i and then with 3, leaves with %i: the worst', (first, status) => {
  for (const before of ['', `open('${folder}').catch(() => undefined);`]) {
    expect(ended(`${before} void leave(${first}, console)`)).toEqual({ status, signal: null, said: '' });
  }
});

it('one of which a call hangs kills itself and says why', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const { status, signal, said } = ended(`open('${pipe}', 'w').catch(() => undefined)`);
  expect([status, signal]).toEqual([null, 'SIGKILL']);
  expect(said).toContain('a call to a file hangs');
});
