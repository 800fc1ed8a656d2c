const TIMEOUT_MS = 2_000;
const MAX_BYTES = 1_048_576;

/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = Record<string, unknown>;

/**
 * Fetches a JSON object from the OpenID provider. Follows no redirect, waits at most 2 s and reads at most 1 MiB.
 *
 * Rejects for every other answer than a JSON object with a 2xx status.
 */
export async function fetchObject(url: string, init: RequestInit = {}): Promise<JsonObject> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const headers = { accept: 'application/json', ...init.headers };
  const response = await fetch(url, { ...init, redirect: 'error', signal, headers });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the OpenID provider answered ${response.status}`);
  }
  return parseObject(await readLimited(response));
}

function parseObject(text: string): JsonObject {
  try {
    const answer: unknown = JSON.parse(text);
    if (isObject(answer)) return answer;
  } catch {
    // Falls through, without what JSON.parse says: it cites the text, which may hold a token.
  }
  throw new Error('the answer is no JSON object');
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
