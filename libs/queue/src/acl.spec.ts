import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const BULL = join('node_modules', 'bull', 'lib', 'commands');

/** Bull's scripts that a worker runs: to take, keep, end and put back jobs. */
const OF_WORKERS = [
  'moveToActive-8',
  'extendLock-2',
  'moveToFinished-9',
  'moveStalledJobsToWait-7',
  'moveToDelayed-4',
  'retryJob-7',
  'saveStacktrace-1',
  'updateDelaySet-6',
];
/** And those of the API: to add jobs, look at them and remove them. */
const OF_THE_API = ['addJob-6', 'removeJob-11'];

const commandsIn = (lua: string): string[] =>
  [...lua.matchAll(/\b(?:rcall|redis\.call)\(\s*['"](\w+)/g)].map(([, command = '']) => command.toLowerCase());

/** What a script of Bull may call, with all that it includes. */
function commandsOf(file: string): string[] {
  const lua = readFileSync(file, 'utf8');
  const included = [...lua.matchAll(/@include "(.+?)"/g)].map(([, name]) => join(dirname(file), `${name}.lua`));
  return [...commandsIn(lua), ...included.flatMap(commandsOf)];
}

const grantsOf = (user: string): string[] => {
  const text = readFileSync(join('deploy', 'redis', 'acl', `${user}.acl`), 'utf8');
  return [...text.replace(/^#.*/gm, '').matchAll(/(?<=\s)\+(\S+)/g)].map(([, command = '']) => command);
};

describe('the users of deploy/redis/acl', () => {
  it.each([
    ['worker', OF_WORKERS],
    ['api', OF_THE_API],
  ])('%s may do all that its scripts of Bull can come to, seldom as it may be', (user, scripts) => {
    const wanted = scripts.flatMap((name) => commandsOf(join(BULL, `${name}.lua`)));
    expect(wanted.length).toBeGreaterThan(20);
    expect([...new Set(wanted)].filter((command) => !grantsOf(user).includes(command))).toEqual([]);
  });

  it.each(['worker', 'api'])('%s may do all that our own scripts do', (user) => {
    const files = [
      'jobs/job-scripts.ts',
      'jobs/script-parts.ts',
      'jobs/status-index.ts',
      ...(user === 'api'
        ? ['jobs/accept-script.ts', 'lists/list-scripts.ts', 'jobs/job-retention.ts', 'callbacks/callback-scripts.ts']
        : []),
    ];
    const wanted = files.flatMap((file) => commandsIn(readFileSync(join('libs', 'queue', 'src', file), 'utf8')));
    expect(wanted.length).toBeGreaterThan(20);
    expect([...new Set(wanted)].filter((command) => !grantsOf(user).includes(command))).toEqual([]);
  });

  it.each(['worker', 'api'])('%s has no category of rights, and none that reaches beyond its keys', (user) => {
    const beyond =
      /^(@|keys|scan|randomkey|flush|config|acl|debug|monitor|shutdown|sort|function|fcall|client$|script)/;
    expect(grantsOf(user).filter((command) => beyond.test(command))).toEqual([]);
  });

  it('covers the scripts that Bull has', () => {
    const known = readdirSync(BULL).map((file) => file.replace('.lua', ''));
    expect([...OF_WORKERS, ...OF_THE_API].filter((name) => !known.includes(name))).toEqual([]);
  });
});
