import { FastifyAdapter } from '@bull-board/fastify';
import { asking, withinTime } from '#libs/queue';

type Routes = Parameters<FastifyAdapter['setApiRoutes']>[0];
type Route = Routes[number];

const AWAY = 'The queues cannot be read now. Look again in a moment.';

/** Bull Board without its routes that change something: what the router does not have, nobody can call. */
export class ReadOnlyBoard extends FastifyAdapter {
  override setApiRoutes(routes: Routes): FastifyAdapter {
    return super.setApiRoutes(routes.filter(isRead).map(withRedisFaults));
  }
}

const isRead = ({ method }: Route): boolean => [method].flat().every((one) => one === 'get');

/** Its routes do nothing but ask Redis. */
const withRedisFaults = (route: Route): Route => ({
  ...route,
  handler: (request) => asking(AWAY, () => withinTime(Promise.resolve(route.handler(request)))),
});
