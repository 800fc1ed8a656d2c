import { readFileSync } from 'node:fs';
import { chooseHost, type Environment, Inventory } from '#libs/permission';
import { AppError } from '#libs/platform';
import { remoteHosts } from '../remote/remote-hosts.js';
import { type Check, Finding } from './check.js';
import type { Patient } from './patient.js';

const SHOWN_NAMES = 12;

/** From the name to the host, by the worker's own files. */
export const placeChecks = (patient: Patient): Check[] => [
  { name: 'name', needs: [], look: async () => findName(patient) },
  { name: 'zone', needs: ['name'], look: async () => findZone(patient) },
];

function findName(patient: Patient): string {
  const { settings, question } = patient;
  const inventory = readInventory(settings.INVENTORY_FILE);
  try {
    patient.row = chooseHost(inventory, question);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Finding(error.message, adviceFor(error, inventory, question.environment), error);
  }
  return `${patient.row.hostname}, by ${settings.INVENTORY_FILE}`;
}

/** The whole inventory of the worker, as it is on the disk now. */
function readInventory(path: string): Inventory {
  try {
    return Inventory.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Finding(why, 'Mend INVENTORY_FILE, or name another file by it.', error);
  }
}

function adviceFor({ code, errors }: AppError, { hosts }: Inventory, environment: Environment): string {
  if (code !== 'DOMAIN_NOT_FOUND')
    return `The host ${errors?.[0]?.detail ?? 'must be another'}: name it as third word.`;
  const names = [...new Set(hosts.filter((host) => host.environment === environment).map(({ domain }) => domain))];
  const shown = names.slice(0, SHOWN_NAMES).join(', ') + (names.length > SHOWN_NAMES ? ', …' : '');
  return `The inventory has for ${environment}: ${shown || 'nothing'}; mend the name, or add a row to IFARCRSERVER.csv.`;
}

function findZone(patient: Patient): string {
  const { knownRow: row, settings } = patient;
  const { zone, hostname, domain, environment } = row;
  const served = settings.WORKER_ZONES;
  if (!served.includes(zone)) {
    const what = `${hostname} lies in zone ${zone}, and the worker of these settings serves ${served.join(', ')}.`;
    throw new Finding(what, `Run this where a worker of zone ${zone} runs, with its settings.`);
  }
  const hosts = remoteHosts({ current: { value: new Inventory([row]) } }, settings);
  try {
    patient.host = hosts.find({ host: hostname, domain, environment, zone });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Finding(error.message, `Add a row for ${domain} to INFORMATICA_CREDENTIALS of this worker.`, error);
  }
  return `${zone} is served by this worker, with a key and a technical user for ${domain}`;
}
