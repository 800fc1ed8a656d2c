import { lowerAscii, upperAscii } from './ascii-case.js';
import { TRIGRAM } from './cells.js';
import { type Environment, findEnvironment } from './environment.js';

/** `operate` includes `read`. */
export type Level = 'read' | 'operate';

/** The level that an operation of a kind needs. */
export const levelOf = (kind: 'read' | 'change'): Level => (kind === 'change' ? 'operate' : 'read');

/** What one group gives: a trigram at a level, in one environment or (undefined) in all. */
export interface TrigramGrant {
  group: string;
  trigram: string;
  level: Level;
  environment?: Environment | undefined;
}

/** All that the groups of a caller give. */
export interface Grants {
  trigrams: readonly TrigramGrant[];
  ops: boolean;
  /** There where a group gives more than `ops`: it lets its members act at the queue board. */
  opsAdmin?: true;
}

/** How group names are read: a pattern with the named captures `trigram`, `level?`, `environment?`, and the ops groups. */
export interface GroupNames {
  pattern: RegExp;
  opsGroup: string;
  /** Whose members are ops too. */
  opsAdminGroup?: string;
}

/**
 * The default names: `ETL_MAE`, `ETL_MAE_READ`, `ETL_MAE_OPERATE`, and for one environment `ETL_MAE_PRD_READ`.
 *
 * Without a level a group lets its members operate, as in the system that was replaced.
 */
export const DEFAULT_GROUP_PATTERN =
  /ETL_(?<trigram>[A-Z][A-Z0-9]{2})(?:_(?<environment>DEV|HOM|PRD|DEVELOPMENT|HOMOLOGATION|PRODUCTION))?(?:_(?<level>READ|OPERATE))?/;

const ENVIRONMENT_WORDS: Readonly<Record<string, Environment>> = {
  DEV: 'Development',
  HOM: 'Homologation',
  PRD: 'Production',
};
const LEVEL_WORDS: Readonly<Record<string, Level>> = { READ: 'read', OPERATE: 'operate' };

/**
 * What group names give. The pattern must match a whole name, in any case.
 *
 * A name that it does not match, or whose level or environment is a word that we do not know, gives nothing.
 */
export function readGrants(groups: readonly string[], names: GroupNames): Grants {
  // Without the flag u, i takes no letter beyond ASCII for one of ASCII.
  const whole = new RegExp(`^(?:${names.pattern.source})$`, 'i');
  return {
    trigrams: groups.flatMap((group) => readGrant(group, whole.exec(group)?.groups)),
    ops: groups.some((group) => isOpsGroup(group, names)),
    ...(groups.some((group) => isOpsAdminGroup(group, names)) && { opsAdmin: true }),
  };
}

/** Whether a group makes its members ops, in any case. */
export const isOpsGroup = (group: string, names: GroupNames): boolean =>
  lowerAscii(group) === lowerAscii(names.opsGroup) || isOpsAdminGroup(group, names);

/** Whether a group lets its members act at the queue board, in any case. */
export const isOpsAdminGroup = (group: string, { opsAdminGroup }: GroupNames): boolean =>
  opsAdminGroup !== undefined && lowerAscii(group) === lowerAscii(opsAdminGroup);

function readGrant(group: string, captures: Record<string, string | undefined> | undefined): TrigramGrant[] {
  const trigram = upperAscii(captures?.['trigram'] ?? '');
  if (!captures || !TRIGRAM.test(trigram)) return [];
  const { level: levelWord, environment: environmentWord } = captures;
  const level = levelWord ? LEVEL_WORDS[upperAscii(levelWord)] : 'operate';
  const environment = environmentWord ? readEnvironment(environmentWord) : undefined;
  if (!level || (environmentWord && !environment)) return [];
  return [{ group, trigram, level, environment }];
}

const readEnvironment = (word: string): Environment | undefined =>
  ENVIRONMENT_WORDS[upperAscii(word)] ?? findEnvironment(word);
