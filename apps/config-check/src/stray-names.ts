import { type AppConfiguration, type ConfigurationNote, problem, warning } from '#libs/platform';
import { editDistance } from './edit-distance.js';
import type { Env } from './origin.js';

/** What others put into environments: sshd for who is logged in, Ansible's own settings, Kubernetes for each service. */
const OF_OTHERS =
  /^(SSH_(CONNECTION|CLIENT|TTY|AUTH_SOCK|AGENT_PID|ASKPASS|ORIGINAL_COMMAND)|ANSIBLE_CONFIG|\w+_SERVICE_(HOST|PORT\w*)|\w+_PORT(_\d+_\w+)?)$/;

/** So many settings begin with the same word where that word is ours. */
const FAMILY = 3;

/** Says what stands in the environment as if it were a setting, and is read by nobody, or not by this app. */
export function strayNames(own: AppConfiguration, other: AppConfiguration, env: Env): ConfigurationNote[] {
  const known = new Set([...own.names, ...other.names]);
  const given = Object.keys(env).filter((name) => env[name]);
  return given.flatMap((name) => {
    const bare = known.has(name) ? name : name.replace(/_FILE$/, '');
    if (own.names.includes(bare) || OF_OTHERS.test(name)) return [];
    if (known.has(bare)) return [warning(`${name}: is for the ${other.app}; the ${own.app} does not read it`)];
    return unknown(name, bare, [...known], env);
  });
}

function unknown(name: string, bare: string, known: readonly string[], env: Env): ConfigurationNote[] {
  const meant = nearest(bare.toUpperCase(), known);
  if (meant === undefined) return isOurs(bare, known) ? [warning(`${name}: no app has such a setting`)] : [];
  const text = `${name}: no app has such a setting: is ${meant} meant?`;
  // Where that is given too, this one is nothing that somebody relies on.
  return [env[meant] || env[`${meant}_FILE`] ? warning(text) : problem(text)];
}

/** The known name that was meant, if any is so near; the shorter a name, the more others lie near by chance. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const allowed = name.length < 5 ? 0 : name.length < 8 ? 1 : 2;
  const measured = known.map((one) => ({ one, distance: editDistance(name, one) }));
  return measured.filter(({ distance }) => distance <= allowed).sort((a, b) => a.distance - b.distance)[0]?.one;
}

function isOurs(name: string, known: readonly string[]): boolean {
  const [, family] = /^([A-Z]+_)/.exec(name) ?? [];
  return family !== undefined && known.filter((one) => one.startsWith(family)).length >= FAMILY;
}
