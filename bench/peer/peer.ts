import 'reflect-metadata';
import { createPublicKey, type JsonWebKey, type KeyObject, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { BullModule, InjectQueue } from '@nestjs/bull';
import {
  Controller,
  type DynamicModule,
  Get,
  HttpCode,
  Inject,
  Module,
  NotFoundException,
  Param,
  Post,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bull';
import { Redis } from 'ioredis';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { PEER_SETTINGS, type PeerSettings } from './settings.js';

const QUEUE = 'peer';

/** The same signature, issuer and audience as ours are checked; the key is there from the start. */
class TokenStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor({ issuer, audience }: PeerSettings, key: KeyObject) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['RS256'],
      issuer,
      audience,
      // A KeyObject is five times cheaper than the PEM text that the types ask for.
      secretOrKey: key as unknown as string,
    });
  }

  validate(claims: { sub: string }): object {
    return { subject: claims.sub };
  }
}

/** The least that such an API can be: a checked token, then one job for Bull, or one key of Redis. */
@Controller()
@UseGuards(AuthGuard('jwt'))
class PeerController {
  constructor(
    @InjectQueue(QUEUE) private readonly queue: Queue,
    @Inject(Redis) private readonly redis: Redis,
  ) {}

  @Get('submit')
  @HttpCode(202)
  read(): Promise<object> {
    return this.submit();
  }

  @Post('submit')
  @HttpCode(202)
  change(): Promise<object> {
    return this.submit();
  }

  /** Nothing but the token is looked at. */
  @Get('verified')
  verified(): object {
    return { verified: true };
  }

  @Get('keys/:key')
  async key(@Param('key') key: string): Promise<object> {
    const value = await this.redis.hgetall(key);
    if (Object.keys(value).length === 0) throw new NotFoundException();
    return value;
  }

  /** Waits for the first message of a channel: a connection and a subscription for each who waits. */
  @Get('ends/:channel')
  async end(@Param('channel') channel: string): Promise<object> {
    const own = this.redis.duplicate();
    try {
      const told = once(own, 'message');
      await own.subscribe(channel);
      const [, status] = await told;
      return { status };
    } finally {
      own.disconnect();
    }
  }

  private async submit(): Promise<object> {
    const id = randomUUID();
    await this.queue.add('work', { id, operation: 'repositories.list' }, { jobId: id });
    return { id };
  }
}

@Module({})
class PeerModule {
  static with(settings: PeerSettings, key: KeyObject): DynamicModule {
    const redis = new Redis(settings.redisUrl);
    return {
      module: PeerModule,
      imports: [BullModule.registerQueue({ name: QUEUE, redis: settings.redisUrl })],
      controllers: [PeerController],
      providers: [
        { provide: Redis, useValue: redis },
        { provide: TokenStrategy, useValue: new TokenStrategy(settings, key) },
      ],
    };
  }
}

/** Serves until the process is ended. */
export async function servePeer(): Promise<void> {
  const settings = JSON.parse(process.env[PEER_SETTINGS] ?? '') as PeerSettings;
  const { keys } = (await (await fetch(settings.jwksUri)).json()) as { keys: [JsonWebKey] };
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const module = PeerModule.with(settings, key);
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(settings.port, '127.0.0.1');
}
