import type { ApiClient } from './api-client.js';
import { type Story, seconds } from './story.js';

const DOMAIN = 'DOM_MAE_D01';
const SERVICE = 'INT_MAE_D02';
/** The path of the tour's domain, and what has to be added to each address in it. */
const SERVICES = `/v1/trigrams/MAE/domains/${DOMAIN}/integration-services`;
const PLACE = '?environment=Development';

/** The address that lists the Integration Services, for the examples too. */
export const LIST_PATH = `${SERVICES}${PLACE}`;

interface Service {
  name: string;
  enabled: boolean;
  alive: boolean;
  endpoint?: string;
}

interface Change {
  changed: boolean;
  before: Service;
  after: Service;
}

/** Lists the services, stops one, sees it stopped, starts it again; rejects where something else comes out. */
export class Tour {
  #steps = 0;

  constructor(
    private readonly api: ApiClient,
    private readonly story: Story,
  ) {}

  async play(): Promise<void> {
    const { services } = (await this.#step(`List the Integration Services of ${DOMAIN}`, 'GET', LIST_PATH)) as {
      services: Service[];
    };
    this.#show(services);
    expect(isUp(services.find(({ name }) => name === SERVICE)), `${SERVICE} should run at first`);

    const stop = (await this.#change('Stop', 'stop')) as Change;
    expect(stop.changed && isDown(stop.after), `${SERVICE} should have stopped`);

    const path = `${SERVICES}/${SERVICE}${PLACE}`;
    const seen = (await this.#step(`See that ${SERVICE} is stopped`, 'GET', path)) as Service;
    this.#show([seen]);
    expect(isDown(seen), `${SERVICE} should be seen stopped`);

    const start = (await this.#change('Start', 'start')) as Change;
    expect(start.changed && isUp(start.after), `${SERVICE} should run again`);
  }

  async #change(verb: string, action: string): Promise<unknown> {
    const path = `${SERVICES}/${SERVICE}/${action}${PLACE}`;
    const change = (await this.#step(`${verb} ${SERVICE}`, 'POST', path)) as Change;
    this.story.line(`     before: ${inWords(change.before)}; after: ${inWords(change.after)}`);
    return change;
  }

  async #step(what: string, method: 'GET' | 'POST', path: string): Promise<unknown> {
    this.#steps += 1;
    this.story.line(`\n  ${this.story.paint('cyan', `${this.#steps}.`)} ${what}`);
    this.story.note(`${method} ${path}`);
    const began = performance.now();
    const result = await this.api.run(method, path);
    this.story.line(`     ${this.story.paint('green', 'succeeded')} in ${seconds(performance.now() - began)}`);
    return result;
  }

  #show(services: readonly Service[]): void {
    this.story.table(
      ['service', 'enabled', 'alive', 'endpoint'],
      services.map(({ name, enabled, alive, endpoint = '-' }) => [name, yesNo(enabled), yesNo(alive), endpoint]),
    );
  }
}

const isUp = (service?: Service): boolean => service?.enabled === true && service.alive;
const isDown = (service: Service): boolean => !service.enabled && !service.alive;
const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
const inWords = ({ enabled, alive }: Service): string =>
  `${enabled ? 'enabled' : 'disabled'}, ${alive ? 'answers' : 'does not answer'}`;

function expect(isSo: boolean, sentence: string): void {
  if (!isSo) throw new Error(`${sentence}, but does not.`);
}
