import { accountsOf } from './accounts.js';
import { ROOT } from './paths.js';
import type { Story } from './story.js';
import { LIST_PATH } from './tour.js';

const DEFAULT_PORT = 3000;

/** What to do next, to be copied and pasted. */
export function tellWhatNext(story: Story, { port, folder }: { port: number; folder: string }): void {
  const origin = `http://localhost:${port}`;
  const setPort = port === DEFAULT_PORT ? '' : `PORT=${port} `;
  story.title('Now you');
  story.pairs([
    ['Swagger UI', `${origin}/docs: authorize as ${namesOf('person')}, any password`],
    ['operations', `${origin}/ops: sign in as oscar or olga`],
    ['queue board', `${origin}/queues: sign in as oscar or olga, or send a token of e2s-ops`],
    ['health', `${origin}/health/ready`],
    ['logs', `${folder.replace(`${ROOT}/`, '')}/*.log`],
  ]);
  story.line('\n  A token, the services, one of them stopped:\n');
  story.line(`TOKEN=$(${setPort}npm run --silent token -- mae-batch)`);
  story.line(curl(`'${origin}${LIST_PATH}'`));
  story.line(curl(`-X POST '${origin}${LIST_PATH.replace('?', '/INT_MAE_D02/stop?')}'`));
  story.line('\n  Is a host well, step by step:\n');
  story.line(`${setPort}npm run --silent doctor -- DOM_MAE_D01 Development`);
  story.line('\n  Who can have a token:\n');
  story.pairs(accountsOf('client').map(({ name, may }) => [name, may] as const));
}

const namesOf = (kind: 'person'): string =>
  accountsOf(kind)
    .map(({ name, may }) => `${name} (${may})`)
    .join(' or ');

const curl = (request: string): string => `curl -s -H "Authorization: Bearer $TOKEN" -H 'Prefer: wait=20' ${request}`;
