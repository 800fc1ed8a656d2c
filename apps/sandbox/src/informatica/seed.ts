import { randomBytes } from 'node:crypto';
import { hashPassword } from './password.js';
import type { Connection, Domain, Service } from './state/domain.js';

const RETURN_MS = 60_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The technical user of both sandbox domains. */
export const TECHNICAL_USER = { user: 'svc_etlaas', securityDomain: 'Native' } as const;

interface Plan {
  host: string;
  integrationServices: readonly string[];
  repository: string;
  people: readonly string[];
  connections: number;
}

const PLANS = {
  DOM_MAE_D01: {
    host: 'etl-mae-d01.sandbox.socgen',
    integrationServices: ['INT_MAE_D01', 'INT_MAE_D02'],
    repository: 'REP_MAE_D01',
    people: ['adupont', 'bmoreau', 'cpetit', 'dleroy', 'enguyen'],
    connections: 14,
  },
  DOM_RCR_P01: {
    host: 'etl-rcr-p01.sandbox.socgen',
    integrationServices: ['INT_RCR_P01'],
    repository: 'REP_RCR_P01',
    people: ['fgarnier', 'hroux'],
    connections: 4,
  },
} as const satisfies Record<string, Plan>;

/** The Informatica domains of the sandbox. */
export type SandboxDomain = keyof typeof PLANS;

export const SANDBOX_DOMAINS = Object.keys(PLANS) as SandboxDomain[];

const TOOLS = ['Repository Manager', 'Designer', 'Workflow Manager', 'Workflow Monitor'];
/** Services of Informatica itself, which nobody uses here. */
const SYSTEM_SERVICES = { ES: 'Email_Service', RMS: 'Resource_Manager_Service', SCH: 'Scheduler_Service' };

/** The first state of a domain: what runs and who is signed in at `now`. */
export function seedOf(name: SandboxDomain, password: string, now: number): Domain {
  const plan: Plan = PLANS[name];
  const connections = [...peopleOf(plan, now), serviceConnection(plan, now)].map((one, index) => ({
    ...one,
    id: 15 + index,
  }));
  return {
    name,
    gateway: { host: plan.host, port: 6005 },
    node: `node01_${plan.host.split('.')[0]}`,
    login: { ...TECHNICAL_USER, passwordHash: hashPassword(password) },
    siteKey: randomBytes(16).toString('hex'),
    services: servicesOf(plan, now),
    connections,
    absences: [],
    nextConnectionId: 15 + connections.length,
  };
}

function servicesOf({ host, integrationServices, repository }: Plan, now: number): Service[] {
  const service = (name: string, type: string, port: number, isUp: boolean): Service => {
    return { name, type, enabled: isUp, host, port, answersFrom: isUp ? now - DAY_MS : null, answersUntil: null };
  };
  return [
    ...integrationServices.map((name, index) => service(name, 'IS', 6020 + index, true)),
    service(repository, 'RS', 6014, true),
    ...Object.entries(SYSTEM_SERVICES).map(([type, name], index) => service(name, type, 6030 + index, false)),
  ];
}

/** People have several tools open, so that each name stands in the list more than once. */
function peopleOf({ people, connections, repository }: Plan, now: number): Omit<Connection, 'id'>[] {
  return Array.from({ length: connections }, (_, index) => {
    const person = index % people.length;
    return {
      repository,
      user: people[person] ?? '',
      application: TOOLS[index % TOOLS.length] ?? '',
      service: '',
      hostName: `ws08${15 + person}`,
      hostAddress: `10.1.2.${3 + person}`,
      loginAt: now - (180 - 7 * index) * MINUTE_MS,
      lastActivityAt: now - (1 + index) * MINUTE_MS,
      processId: 4711 + 13 * index,
      status: index % 4 === 3 ? 'Inactive' : 'Active',
      returnsAfterMs: RETURN_MS,
    };
  });
}

function serviceConnection({ integrationServices, repository, host }: Plan, now: number): Omit<Connection, 'id'> {
  const service = integrationServices[0] ?? '';
  return {
    repository,
    user: `svc_${service.toLowerCase()}`,
    application: 'Integration Service',
    service,
    hostName: host,
    hostAddress: '10.1.2.250',
    loginAt: now - DAY_MS,
    lastActivityAt: now - 5000,
    processId: 2048,
    status: 'Active',
    returnsAfterMs: RETURN_MS,
  };
}
