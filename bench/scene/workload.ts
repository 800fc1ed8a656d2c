import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Places, programFile } from './places.js';
import { runProgram } from './run-program.js';

/** A domain whose repositories are listed: the same request, with other programs on the host. */
export interface Workload {
  name: string;
  domain: string;
  infaHome: string;
  /** A row of the worker's credentials. */
  credentials: string;
}

/**
 * Programs that cost nothing: an infacmd.sh that only says that it succeeded. The domain then has no repositories, so one
 * script with one command is all that the operation needs.
 */
export function makeFreePrograms({ open }: Places): Workload {
  const infaHome = join(open, 'free');
  const folder = join(infaHome, 'isp', 'bin');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'infacmd.sh');
  writeFileSync(program, '#!/bin/sh\necho "Command ran successfully."\n');
  for (const path of [infaHome, join(infaHome, 'isp'), folder, program]) chmodSync(path, 0o755);
  return freeIn('DOM_BEN_D01', infaHome);
}

const freeIn = (domain: string, infaHome: string): Workload => ({
  name: 'commands that cost nothing',
  domain,
  infaHome,
  credentials: `${domain},bench,Native,none`,
});

/** The free workload in domains of their own: lists of one domain that go on at once would be one reading (ADR 10). */
export const apart = ({ infaHome }: Workload, count: number): Workload[] =>
  Array.from({ length: count }, (_, index) => freeIn(`DOM_BEN_R${String(index).padStart(2, '0')}`, infaHome));

/** The sandbox's simulators without their delays: two scripts and three programs, each a start of Node.js. */
export async function installSimulators({ open }: Places): Promise<Workload> {
  const infaHome = join(open, 'simulators');
  const domain = 'DOM_MAE_D01';
  const installer = programFile('install-informatica');
  const args = [installer, '--home', infaHome, '--domain', domain, '--delay-scale', '0'];
  const installed = JSON.parse(await runProgram(process.execPath, { args })) as Record<string, string>;
  const { user, securityDomain, encryptedPassword } = installed;
  const credentials = `${domain},${user},${securityDomain},${encryptedPassword}`;
  return { name: 'the simulators, delay scale 0', domain, infaHome, credentials };
}
