import { environmentOf } from '../environment.js';
import type { Estate, Placed, Rule } from '../estate.js';
import { filesOf } from '../files.js';
import { readOutsideObjects } from '../outside.js';

/** Settings that nobody but their process may see. */
const SECRET = /(PASSWORD|PASSPHRASE|SECRET|KEYS?|CREDENTIALS|HEADERS|TOKEN)$/;
const LOGIN_IN_URL = /:\/\/[^/\s]*@/;
const PRIVATE = /PRIVATE KEY/;

const isOpen = (name: string, value: string): boolean =>
  SECRET.test(name) || LOGIN_IN_URL.test(value) || PRIVATE.test(value);

const openValues = (place: string, values: Record<string, string>): string[] =>
  Object.entries(values)
    .filter(([name, value]) => isOpen(name, value))
    .map(([name]) => `${place} holds a secret: ${name}`);

/** A file that is named by a setting must be there; a secret one must come from a Secret. */
function wrongFiles(placed: Placed, estate: Estate): string[] {
  const files = filesOf(placed, estate, readOutsideObjects());
  return Object.entries(environmentOf(placed, estate))
    .filter(([name, path]) => name.endsWith('_FILE') && path.startsWith('/'))
    .flatMap(([name, path]) => {
      const found = files.find((file) => file.path === path);
      if (!found) return [`${placed.place} does not find the file of ${name}: ${path}`];
      const isSecret = SECRET.test(name.replace(/_FILE$/, ''));
      return isSecret && found.kind !== 'Secret' ? [`${placed.place} has ${name} from a ConfigMap`] : [];
    });
}

/** Each set of pods has a Secret of its own: a zone does not hold the keys of another, nor the API those of hosts. */
function sharedSecrets(estate: Estate): string[] {
  const owners = new Map<string, string[]>();
  for (const { name, spec } of estate.pods)
    for (const { secret } of spec.volumes ?? [])
      if (secret?.secretName) owners.set(secret.secretName, [...(owners.get(secret.secretName) ?? []), name]);
  return [...owners]
    .filter(([, names]) => names.length > 1)
    .map(([secret, names]) => `${names.join(' and ')} share the Secret ${secret}`);
}

const openToAll = ({ pods, place }: Placed): string[] =>
  (pods.spec.volumes ?? [])
    .filter(({ secret }) => secret && ((secret.defaultMode ?? 0o644) & 0o7) !== 0)
    .map(({ name }) => `${place} lets everybody read ${name}`);

/** Secrets are files of a Secret that is not kept here, and nobody has those of another. */
export const secretsAsFiles: Rule = (estate) => [
  ...estate.all('Secret').map(({ metadata }) => `the Secret ${metadata.name} is kept here`),
  ...estate.all('ConfigMap').flatMap(({ metadata, data = {} }) => openValues(metadata?.name ?? '', data)),
  ...estate.containers.flatMap((placed) => openValues(placed.place, environmentOf(placed, estate))),
  ...estate.containers.flatMap((placed) => wrongFiles(placed, estate)),
  ...estate.containers.flatMap(openToAll),
  ...sharedSecrets(estate),
];
