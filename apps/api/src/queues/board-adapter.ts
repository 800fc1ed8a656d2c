import { FastifyAdapter } from '@bull-board/fastify';
import { asking, withinTime } from '#libs/queue';

type Routes = Parameters<FastifyAdapter['setApiRoutes']>[0];
type Route = Routes[number];

/** A button of the board: where it sends what. */
export interface Button {
  method: string;
  path: string;
}

const AWAY = 'The queues cannot be read now. Look again in a moment.';

/** Bull Board with its routes that read. Those that change something are only told of: no handler of it can be reached. */
export class BoardAdapter extends FastifyAdapter {
  readonly buttons: Button[] = [];

  override setApiRoutes(routes: Routes): FastifyAdapter {
    this.buttons.push(...routes.filter((route) => !isRead(route)).flatMap(buttonsOf));
    return super.setApiRoutes(routes.filter(isRead).map(withRedisFaults));
  }
}

const isRead = ({ method }: Route): boolean => [method].flat().every((one) => one === 'get');

const buttonsOf = ({ method, route }: Route): Button[] =>
  [method].flat().flatMap((one) => [route].flat().map((path) => ({ method: one.toUpperCase(), path })));

/** Its routes do nothing but ask Redis. */
const withRedisFaults = (route: Route): Route => ({
  ...route,
  handler: (request) => asking(AWAY, () => withinTime(Promise.resolve(route.handler(request)))),
});
