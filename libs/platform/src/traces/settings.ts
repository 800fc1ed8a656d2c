import * as z from 'zod';
import { isLoopback } from '../loopback.js';
import { Secret } from '../secret.js';
import { type SettingsOf, type SettingsRule, setting } from '../settings.js';

/** Names as HTTP knows them, and values that cannot begin another header. */
const HEADER = /^([A-Za-z0-9!#$%&'*+.^_`|~-]{1,64})=([\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?)$/;

/** The headers of each export by name. */
export type ExportHeaders = ReadonlyMap<string, Secret>;

const exportHeaders = z
  .string()
  .transform((text, context): ExportHeaders => {
    const headers = new Map<string, Secret>();
    for (const [index, entry] of text.split(',').entries()) {
      const [, name = '', value = ''] = HEADER.exec(entry.trim()) ?? [];
      if (name !== '' && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), new Secret(value));
      // Not the entry itself: it may be a token.
      else context.addIssue({ code: 'custom', message: `entry ${index + 1} is not name=value, or repeats a name` });
    }
    return headers;
  })
  .default(new Map())
  .describe('headers for the collector of traces, as name=value,name=value; a token, say');

const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isBare = username === '' && password === '' && hash === '';
  return isBare && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
};

const share = z
  .string()
  .regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, 'must be a number from 0 to 1')
  .transform(Number)
  .default(1)
  .describe('share of traces that is recorded, from 0 to 1; of a trace that a caller began, the caller decides');

/** The settings of traces: off unless somebody says where to. */
export const traceSettings = {
  TRACES_OTLP_URL: setting
    .url(
      'where traces go, by OTLP over HTTP as JSON, such as https://collector:4318/v1/traces; without it there are none',
    )
    .refine(isSafe, 'must be https (http only on loopback), without a user and a fragment')
    .optional(),
  TRACES_OTLP_HEADERS: exportHeaders,
  TRACES_SAMPLE_RATIO: share,
};

/** The parsed settings of traces. */
export type TraceSettings = SettingsOf<typeof traceSettings>;

/** What must hold between them, for `readSettings`. */
export const traceRules: readonly SettingsRule<typeof traceSettings>[] = [
  ({ TRACES_OTLP_URL: url, TRACES_OTLP_HEADERS: headers }) =>
    url === undefined && headers.size > 0 ? 'TRACES_OTLP_HEADERS: is of no use without TRACES_OTLP_URL' : undefined,
];
