import type { KeyObject } from 'node:crypto';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { readBearer } from './bearer-token.js';
import type { Caller } from './caller.js';
import type { AuthSettings } from './settings.js';
import type { SigningKeys } from './signing-keys.js';
import { CLOCK_SKEW_S, readCaller, readHeader } from './token-rules.js';

/**
 * passport-jwt with the rules that it does not have itself: on the header where it asks for the key, on the claims where
 * it asks for the user. Signature, issuer, audience, `nbf` and `exp` are its own part.
 */
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    keys: SigningKeys,
    private readonly settings: AuthSettings,
  ) {
    super({
      // Not the extractor of passport-jwt, which looks for a token anywhere in the header.
      jwtFromRequest: ({ headers }) => readBearer(headers.authorization) ?? null,
      algorithms: [...settings.OIDC_ALGORITHMS],
      issuer: settings.OIDC_ISSUER,
      audience: settings.OIDC_AUDIENCE,
      jsonWebTokenOptions: { clockTolerance: CLOCK_SKEW_S },
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: string) => void) => {
        // A KeyObject is five times cheaper to use than the PEM text that the types ask for.
        // `catch` last: what the library throws on an odd payload must refuse the token, not end the process.
        findKey(keys, token, settings)
          .then((key) => done(null, key as unknown as string))
          .catch(done);
      },
    });
  }

  /** Called by passport once the signature is known to be good. */
  validate(claims: unknown): Caller {
    return readCaller(claims as Record<string, unknown>, this.settings, Date.now() / 1000);
  }
}

async function findKey(keys: SigningKeys, token: string, settings: AuthSettings): Promise<KeyObject> {
  const { alg, kid } = readHeader(token, settings);
  const { key, algorithm } = await keys.get(kid);
  if (algorithm !== undefined && algorithm !== alg) throw new Error('the key is meant for another algorithm');
  return key;
}
