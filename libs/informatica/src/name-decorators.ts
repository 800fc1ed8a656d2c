import { Matches } from 'class-validator';
import { type NameKind, nameRules } from './names.js';

const follows = (kind: NameKind): PropertyDecorator =>
  Matches(nameRules[kind].pattern, { message: `$property ${nameRules[kind].message}` });

/** A class-validator rule: the name of an Integration Service. */
export const IsServiceName = (): PropertyDecorator => follows('service');

/** A class-validator rule: the name of a repository. */
export const IsRepositoryName = (): PropertyDecorator => follows('repository');

/** A class-validator rule: the name of an Informatica domain. */
export const IsDomainName = (): PropertyDecorator => follows('domain');

/** A class-validator rule: the login name of a PowerCenter user. */
export const IsUserName = (): PropertyDecorator => follows('user');

/** A class-validator rule: the id of a user connection, as a string of digits. */
export const IsConnectionId = (): PropertyDecorator => follows('connectionId');

/** A class-validator rule: text as a list printed it, to compare with and never part of a command. */
export const IsPrinted = (): PropertyDecorator =>
  Matches(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,128}$/u, { message: '$property must be 1 to 128 printable characters' });
