import { byId } from './dom.js';
import { clockTime, inWords, nowMs, setClock } from './time.js';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** How fresh what is shown is, in words that are always to be seen. */
export class Freshness {
  /** @type {string | undefined} When what is shown was true, by the server's clock. */
  at;
  #state = 'waiting';

  /** @param {string} at */
  heard(at) {
    this.at = at;
    setClock(at);
    this.#become('live');
  }

  /** @param {string} why */
  lost(why) {
    this.#become('lost', why);
  }

  /** Somebody asked once and may ask again: what is shown only grows old. @param {string} at */
  read(at) {
    this.at = at;
    setClock(at);
    this.#become('read');
  }

  show() {
    const live = byId('live');
    const text = this.#words();
    if (live.textContent !== text) live.textContent = text;
  }

  #words() {
    if (this.#state === 'waiting') return 'Connecting…';
    const ago = this.at ? inWords(Math.max(0, nowMs() - Date.parse(this.at))) : '';
    if (this.#state === 'read') return `Read ${ago} ago`;
    if (this.#state === 'live') return `Live · ${clockTime(this.at ?? '')}`;
    return this.at ? `Not live since ${clockTime(this.at)} · ${ago} old` : 'Not live';
  }

  /** @param {string} state @param {string} [why] */
  #become(state, why = '') {
    if (this.#state !== state && state === 'lost') byId('told').textContent = `Not live any more. ${why}`;
    if (this.#state === 'lost' && state === 'live') byId('told').textContent = 'Live again.';
    this.#state = state;
    document.body.dataset.live = state;
    this.show();
  }
}

/**
 * Asks for a JSON answer of ours.
 *
 * @param {string} path
 * @returns {Promise<any>} Throws an Error with the sentence of the problem, and its `status`.
 */
export async function ask(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  throw Object.assign(new Error(body.detail ?? `The answer was ${answer.status}.`), { status: answer.status });
}

/**
 * Listens to events for as long as the page is looked at, and connects again by itself. Answers what ends it.
 *
 * @param {string} path
 * @param {Record<string, (data: any) => void>} handlers by event
 * @param {(why: string) => void} onLost
 * @param {number} [silentMs] after so long without an event the connection is taken for dead
 */
export function listen(path, handlers, onLost, silentMs = Number.POSITIVE_INFINITY) {
  const end = new AbortController();
  let [retryMs, heardAt] = [FIRST_RETRY_MS, Date.now()];
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    if (document.hidden || end.signal.aborted) return;
    heardAt = Date.now();
    source = sourceOf(path, handlers, () => {
      heardAt = Date.now();
      retryMs = FIRST_RETRY_MS;
    });
    source.onerror = () => lose('The connection ended; trying again.');
  };
  /** @param {string} why */
  const lose = (why) => {
    close();
    onLost(why);
    timer = setTimeout(open, retryMs);
    retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS);
  };
  const watch = setInterval(() => {
    if (source && Date.now() - heardAt > silentMs) lose('Nothing was heard for a while; trying again.');
  }, 1_000);
  document.addEventListener('visibilitychange', open, { signal: end.signal });
  open();
  return () => {
    end.abort();
    clearInterval(watch);
    close();
  };
}

/**
 * @param {string} path
 * @param {Record<string, (data: any) => void>} handlers
 * @param {() => void} onAny
 */
function sourceOf(path, handlers, onAny) {
  const source = new EventSource(path);
  for (const [event, handle] of Object.entries(handlers)) {
    source.addEventListener(event, (message) => {
      onAny();
      handle(JSON.parse(/** @type {MessageEvent<string>} */ (message).data));
    });
  }
  return source;
}
