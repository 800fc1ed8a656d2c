import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of a compose file, as far as ours use it; in the long forms that ours have. */
export interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target: string };
  command?: string[];
  user?: string;
  environment?: Record<string, string>;
  secrets?: { source: string; target: string }[];
  ports?: string[];
  networks?: string[];
  volumes?: (string | { type: string; source: string; target: string; read_only?: boolean })[];
  tmpfs?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  read_only?: boolean;
  privileged?: boolean;
  network_mode?: string;
  pid?: string;
  devices?: string[];
  cap_add?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
  pids_limit?: number;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
}

/** What a compose file says. */
export interface Compose {
  name: string;
  services: Record<string, Service>;
  networks?: Record<string, { internal?: boolean }>;
  volumes?: Record<string, object>;
  secrets?: Record<string, { file: string }>;
}

/** `${NAME}`, `${NAME:-else}`, `${NAME:?what is missing}`. */
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** Reads a compose file as Compose does: variables filled in, merge keys followed. */
export function readCompose(path: string, variables: Readonly<Record<string, string>> = {}): Compose {
  const filledIn = readFileSync(path, 'utf8').replaceAll(VARIABLE, (_, name: string, kind?: string, words = '') => {
    const value = variables[name] || (kind === '-' ? words : undefined);
    if (value === undefined) throw new Error(`${path}: ${name} is missing: ${words}`);
    return value;
  });
  return parse(filledIn, { merge: true }) as Compose;
}
