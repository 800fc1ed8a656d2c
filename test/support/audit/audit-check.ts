import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { inRoot } from '../paths.js';

const SEGMENT = /^(?<chain>.+~[0-9a-f]{16})~\d{12}\.jsonl$/;
const TAIL = /^(?<signed>\{.*,"seq":(?<seq>\d+),"kid":"[^"]+","prev":"(?<prev>\w+)"),"mac":"(?<mac>\w+)"\}$/;
const SCHEMA = 'libs/audit/audit-record.v2.schema.json';

let validator: ValidateFunction | undefined;

/** The lines of each chain in a directory of audit files, in their order. A last line that is being written is left out. */
export function auditChains(directory: string): Map<string, string[]> {
  const chains = new Map<string, string[]>();
  const files = existsSync(directory) ? readdirSync(directory).sort() : [];
  for (const file of files) {
    const chain = SEGMENT.exec(file)?.groups?.['chain'];
    if (!chain) continue;
    const lines = readFileSync(join(directory, file), 'utf8').split('\n').slice(0, -1);
    chains.set(chain, [...(chains.get(chain) ?? []), ...lines]);
  }
  return chains;
}

/**
 * Throws unless each audit record of a directory is as the JSON Schema says and stands in its chain, without a gap, as somebody with
 * the key wrote it. Knows nothing of the code that writes them.
 */
export function assertAuditIsSound(directory: string, key: string): void {
  for (const [chain, lines] of auditChains(directory)) {
    const fault = faultOf(lines, key);
    if (fault) throw new Error(`The audit chain ${chain} ${fault}`);
  }
}

function faultOf(lines: readonly string[], key: string): string | undefined {
  validator ??= new Ajv2020({ strict: false, allErrors: true }).compile(
    JSON.parse(readFileSync(inRoot(SCHEMA), 'utf8')),
  );
  let before = '0'.repeat(64);
  for (const [index, line] of lines.entries()) {
    const { signed = '', seq, prev, mac } = TAIL.exec(line)?.groups ?? {};
    const isInPlace = Number(seq) === index + 1 && prev === before;
    if (!isInPlace) return `has another record at place ${index + 1}: ${line}`;
    if (createHmac('sha256', key).update(signed).digest('hex') !== mac) return `has a changed record: ${line}`;
    if (!validator(JSON.parse(line))) return `has a record that is not as ${SCHEMA} says: ${line}\n${told(validator)}`;
    before = mac;
  }
  return undefined;
}

const told = ({ errors }: ValidateFunction): string =>
  (errors ?? [])
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
    .join('\n');
