import { accountsOf } from './accounts.js';
import { ROOT } from './paths.js';
import type { Story } from './story.js';
import { LIST_PATH } from './tour.js';

const DEFAULT_PORT = 3000;

/** Where everything is that a browser can show. */
export function tellAddresses(story: Story, port: number, folder: string): void {
  const origin = originOf(port);
  story.line();
  story.pairs([
    ['Swagger UI', `${origin}/docs: authorize as ${namesOf('person')}, any password`],
    ['operations', `${origin}/ops: sign in as oscar or olga`],
    ['queue board', `${origin}/queues: sign in as oscar or olga, or send a token of e2s-ops`],
    ['health', `${origin}/health/ready`],
    ['logs', `${folder.replace(`${ROOT}/`, '')}/*.log`],
  ]);
}

/** What to do next, to be copied and pasted. */
export function tellWhatNext(story: Story, port: number): void {
  const list = `${originOf(port)}${LIST_PATH}`;
  const setPort = port === DEFAULT_PORT ? '' : `PORT=${port} `;
  story.title('Now you');
  story.line('\n  A token, the services, one of them stopped:\n');
  story.line(`TOKEN=$(${setPort}npm run --silent token -- mae-batch)`);
  story.line(curl(`'${list}'`));
  story.line(curl(`-X POST '${list.replace('?', '/INT_MAE_D02/stop?')}'`));
  story.line('\n  Is a host well, step by step:\n');
  story.line(`${setPort}npm run --silent doctor -- DOM_MAE_D01 Development`);
  story.line('\n  Who can have a token:\n');
  story.pairs(accountsOf('client').map(({ name, may }) => [name, may] as const));
}

const originOf = (port: number): string => `http://localhost:${port}`;

const namesOf = (kind: 'person'): string =>
  accountsOf(kind)
    .map(({ name, may }) => `${name} (${may})`)
    .join(' or ');

const curl = (request: string): string => `curl -s -H "Authorization: Bearer $TOKEN" -H 'Prefer: wait=20' ${request}`;
