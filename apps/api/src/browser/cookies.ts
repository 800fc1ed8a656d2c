import type { FastifyReply } from 'fastify';

/** How a cookie is set, beside that it is for every path and no other host. */
interface CookieUse {
  /** Pages may read it; else only we do. */
  isForScripts?: true;
  sameSite: 'Lax' | 'Strict';
  /** Else it goes with the browser. */
  maxAgeS?: number;
}

/**
 * The cookies of one address. On https their names begin with `__Host-`: no other host, and no page fetched in the clear, can
 * set one of that name.
 */
export class Cookies {
  readonly #isSecure: boolean;

  constructor(origin: string) {
    this.#isSecure = origin.startsWith('https:');
  }

  /** What a cookie is called here. */
  nameOf(name: string): string {
    return this.#isSecure ? `__Host-${name}` : name;
  }

  /** The value of a cookie of a request; of several by one name the first, as browsers order them. */
  read(header: string | undefined, name: string): string | undefined {
    const wanted = `${this.nameOf(name)}=`;
    const found = header?.split(/; */).find((pair) => pair.startsWith(wanted));
    return found?.slice(wanted.length) || undefined;
  }

  set(reply: FastifyReply, name: string, value: string, use: CookieUse): void {
    // What scripts read is named by the library that reads it.
    const named = use.isForScripts ? name : this.nameOf(name);
    const parts = [`${named}=${value}`, 'Path=/', `SameSite=${use.sameSite}`];
    if (this.#isSecure) parts.push('Secure');
    if (!use.isForScripts) parts.push('HttpOnly');
    if (use.maxAgeS !== undefined) parts.push(`Max-Age=${use.maxAgeS}`);
    addCookie(reply, parts.join('; '));
  }

  clear(reply: FastifyReply, name: string, use: CookieUse): void {
    this.set(reply, name, '', { ...use, maxAgeS: 0 });
  }
}

/** Fastify adds a second Set-Cookie to the first. */
const addCookie = (reply: FastifyReply, line: string): void => void reply.header('set-cookie', line);
