import { z } from 'zod';
import { findEnvironment } from './environment.js';

/** The three-letter code of an application: capitals and digits, a letter first (`MAE`, `E2S`). */
export const TRIGRAM = /^[A-Z][A-Z0-9]{2}$/;

/** A host name of up to 253 characters: labels of letters, digits and hyphens. */
export const HOST_NAME =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

const HIGHEST_PORT = 65_535;

/** Whether these digits are a TCP port. */
export const isPort = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= HIGHEST_PORT;

const DOMAIN = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/;

const text = (pattern: RegExp, rule: string) => z.string({ error: 'is missing' }).regex(pattern, rule);

/** Cell types of our CSV files. Each is an allow-list: what passes may be shown to a host. */
export const cell = {
  text,
  trigram: text(TRIGRAM, 'must be three capitals or digits'),
  domain: text(DOMAIN, 'must be an Informatica domain name'),
  hostname: text(HOST_NAME, 'must be a host name').transform((name) => name.toLowerCase()),
  day: z.iso.date({ error: 'must be a day that exists, as YYYY-MM-DD' }),
  environment: z.string({ error: 'is missing' }).transform((word, context) => {
    const environment = findEnvironment(word);
    if (environment) return environment;
    context.addIssue({ code: 'custom', message: 'must be Development, Homologation or Production' });
    return z.NEVER;
  }),
};
