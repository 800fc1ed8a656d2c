import { type EtlaasClient, type Method, pathOf, type ResultOf, type Schemas, type SubmitPath } from '#client';
import { type Story, seconds } from './story.js';

const DOMAIN = 'DOM_MAE_D01';
const SERVICE = 'INT_MAE_D02';
/** Where the tour goes. */
const PLACE = {
  path: { trigram: 'MAE', domain: DOMAIN, service: SERVICE },
  query: { environment: 'Development' },
} as const;
const SERVICES = '/v1/trigrams/{trigram}/domains/{domain}/integration-services';

/** The address that lists the Integration Services, for the examples too. */
export const LIST_PATH = pathOf(SERVICES, PLACE);

type Service = Schemas['IntegrationServiceView'];

/** Lists the services, stops one, sees it stopped, starts it again; rejects where something else comes out. */
export class Tour {
  #steps = 0;

  constructor(
    private readonly api: EtlaasClient,
    private readonly story: Story,
  ) {}

  async play(): Promise<void> {
    const { services } = await this.#step(`List the Integration Services of ${DOMAIN}`, 'GET', SERVICES);
    this.#show(services);
    expect(isUp(services.find(({ name }) => name === SERVICE)), `${SERVICE} should run at first`);

    const stop = await this.#change('Stop', 'stop');
    expect(stop.changed && isDown(stop.after), `${SERVICE} should have stopped`);

    const seen = await this.#step(`See that ${SERVICE} is stopped`, 'GET', `${SERVICES}/{service}`);
    this.#show([seen]);
    expect(isDown(seen), `${SERVICE} should be seen stopped`);

    const start = await this.#change('Start', 'start');
    expect(start.changed && isUp(start.after), `${SERVICE} should run again`);
  }

  async #change(verb: string, action: 'start' | 'stop'): Promise<Schemas['ServiceChangeView']> {
    const change = await this.#step(`${verb} ${SERVICE}`, 'POST', `${SERVICES}/{service}/${action}`);
    this.story.line(`     before: ${inWords(change.before)}; after: ${inWords(change.after)}`);
    return change;
  }

  async #step<M extends Method, P extends SubmitPath<M>>(what: string, method: M, path: P): Promise<ResultOf<M, P>> {
    this.#steps += 1;
    this.story.line(`\n  ${this.story.paint('cyan', `${this.#steps}.`)} ${what}`);
    this.story.note(`${method} ${pathOf(path, PLACE)}`);
    const began = performance.now();
    // PLACE names all that any of the tour's paths wants.
    const result = await this.api.run(method, path, PLACE as never);
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
