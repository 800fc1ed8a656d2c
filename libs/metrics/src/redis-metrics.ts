import { Gauge, type Registry } from 'prom-client';
import { isAnswering, type RedisClient } from '#libs/queue';

/** Whether Redis answers at the moment of a scrape. */
export function exposeRedis(registry: Registry, redis: RedisClient): void {
  new Gauge({
    name: 'etlaas_redis_up',
    help: '1: Redis answers this process',
    registers: [registry],
    async collect() {
      this.set((await isAnswering(redis)) ? 1 : 0);
    },
  });
}
