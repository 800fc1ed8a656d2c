import { AppError, type Secret } from '#libs/platform';
import { discover } from './discovery.js';
import { fetchObject } from './fetch-object.js';
import type { Claims } from './token-rules.js';

/** So many questions are under way at once at most: neither we nor the provider shall drown in made-up tokens. */
const MAX_UNDER_WAY = 16;
/** Of them at most so many for addresses that brought too many bad tokens: a flood must not take the places of others. */
const MAX_OF_SUSPECTS = 2;

/** Whom to ask about tokens: at `uri`, or where the issuer's discovery document says; and as which client. */
export interface IntrospectionPlace {
  issuer: string;
  uri?: string | undefined;
  clientId: string;
  clientSecret: Secret;
}

/** Asks the OpenID provider about opaque tokens (RFC 7662), signed in with `client_secret_basic`. Remembers no answer. */
export class Introspection {
  #endpoint: Promise<string> | undefined;
  #underWay = 0;
  #ofSuspects = 0;

  constructor(private readonly place: IntrospectionPlace) {}

  /**
   * What the provider says about an active token; undefined when the token is not active. Follows no redirect and waits
   * at most 2 s for each answer.
   *
   * Rejects with `IDENTITY_UNAVAILABLE` when the provider cannot say, or has too many questions of ours already: of all
   * callers, or of suspect ones. Neither
   * the error nor its cause holds the token.
   */
  async ask(token: string, isSuspect = false): Promise<Claims | undefined> {
    if (this.#underWay >= MAX_UNDER_WAY || (isSuspect && this.#ofSuspects >= MAX_OF_SUSPECTS)) {
      throw unavailable(new Error('too many introspections are under way'));
    }
    this.#count(1, isSuspect);
    try {
      return activeOf(await this.#post(token));
    } catch (cause) {
      // Perhaps it moved: the next question discovers it anew.
      this.#endpoint = undefined;
      throw unavailable(cause);
    } finally {
      this.#count(-1, isSuspect);
    }
  }

  #count(by: 1 | -1, isSuspect: boolean): void {
    this.#underWay += by;
    if (isSuspect) this.#ofSuspects += by;
  }

  async #post(token: string): Promise<Claims> {
    const { issuer, uri } = this.place;
    this.#endpoint ??= uri === undefined ? discover(issuer, 'introspection_endpoint') : Promise.resolve(uri);
    return fetchObject(await this.#endpoint, {
      method: 'POST',
      headers: { authorization: basic(this.place) },
      body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
    });
  }
}

function activeOf(answer: Claims): Claims | undefined {
  const { active } = answer;
  if (typeof active !== 'boolean') throw new Error('the introspection answer does not say whether the token is active');
  return active ? answer : undefined;
}

/** Both halves are form-encoded first (RFC 6749, section 2.3.1): a colon or an umlaut in them would be misread. */
function basic({ clientId, clientSecret }: IntrospectionPlace): string {
  const pair = [clientId, clientSecret.reveal()].map(formEncode).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const formEncode = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

const unavailable = (cause: unknown): AppError =>
  new AppError('IDENTITY_UNAVAILABLE', 'The OpenID provider cannot say whether the token is valid. Try again later.', {
    cause,
  });
