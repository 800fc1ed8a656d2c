const MAX_PAGES = 12;

/** What a visitor was answered; `location` is where it was sent, in full. */
export interface Page {
  status: number;
  location: string;
  text: string;
}

/** A browser without a face: keeps cookies as one would, by host, and goes where it is sent until told to stop. */
export class Visitor {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** One request; `headers` over those of somebody who typed the address. */
  async ask(address: string, init: RequestInit = {}): Promise<Page> {
    const { hostname } = new URL(address);
    const headers = { accept: 'text/html', cookie: this.cookieHeader(hostname), ...init.headers };
    const answer = await fetch(address, { ...init, redirect: 'manual', headers });
    for (const line of answer.headers.getSetCookie()) this.keep(hostname, line);
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      location: location ? new URL(location, address).href : '',
      text: await answer.text(),
    };
  }

  /** Goes on from an address, signing in as `name` where it is asked, up to the first address that `isEnd`. */
  async goOn(start: string, name: string, isEnd: (address: URL) => boolean): Promise<string> {
    let [address, form]: [string, URLSearchParams | undefined] = [start, undefined];
    for (let page = 0; page < MAX_PAGES && !isEnd(new URL(address)); page += 1) {
      const { location } = await this.ask(address, form ? { method: 'POST', body: form } : {});
      form = location ? undefined : new URLSearchParams({ name, password: 'any' });
      address = location || address;
    }
    return address;
  }

  /** All cookies, to be had by a thief. */
  copy(): Visitor {
    const other = new Visitor();
    for (const [host, own] of this.cookies) other.cookies.set(host, new Map(own));
    return other;
  }

  cookie(host: string, name: string): string | undefined {
    return this.cookies.get(host)?.get(name);
  }

  private cookieHeader(host: string): string {
    return [...(this.cookies.get(host) ?? [])].map((pair) => pair.join('=')).join('; ');
  }

  private keep(host: string, line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const own = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, own);
    if (/Max-Age=0/i.test(line)) own.delete(name);
    else own.set(name, value);
  }
}
