import type { Job, Schemas } from '../index.js';
import type { Context } from './command.js';
import type { Cell, Screen } from './screen.js';

type Service = Schemas['IntegrationServiceView'];
type Connection = Schemas['UserConnectionView'];

/** `yes` or `no`, painted. */
const yesNo = (is: boolean): Cell => (is ? { text: 'yes', colour: 'green' } : { text: 'no', colour: 'red' });

function showServices({ out }: Context, services: readonly Service[]): void {
  out.table(
    ['service', 'enabled', 'alive', 'endpoint'],
    services.map(({ name, enabled, alive, endpoint = '-' }) => [name, yesNo(enabled), yesNo(alive), endpoint]),
  );
}

/** `enabled, answers` */
export const serviceInWords = ({ enabled, alive }: Service): string =>
  `${enabled ? 'enabled' : 'disabled'}, ${alive ? 'answers' : 'does not answer'}`;

function showChange({ out }: Context, { changed, before, after }: Schemas['ServiceChangeView']): void {
  const now = serviceInWords(after);
  out.line(`${after.name}: ${now}${changed ? ` (before: ${serviceInWords(before)})` : ', as before'}`);
}

function showRepositories({ out }: Context, { repositories }: Schemas['RepositoryListView']): void {
  out.table(
    ['repository', 'enabled', 'alive'],
    repositories.map(({ name, enabled, alive }) => [name, yesNo(enabled), yesNo(alive)]),
  );
}

const IDENTITY = ['id', 'user', 'application', 'service', 'client'];

const identityOf = ({ connectionId, user, application, service, hostName, hostAddress }: Connection): string[] => [
  connectionId,
  user,
  application,
  service || '-',
  hostName || hostAddress,
];

/** Connections without their status, which is that of a moment ago. */
export function showConnections(out: Screen, connections: readonly Connection[]): void {
  out.table(
    [...IDENTITY, 'login', 'last activity'],
    connections.map((one) => [...identityOf(one), one.loginTime, one.lastActivityTime]),
  );
}

function showSessions({ out, err }: Context, { sessions, unread, utcOffset }: Schemas['SessionListView']): void {
  const at = utcOffset ? ` (UTC${utcOffset})` : '';
  out.table(
    [...IDENTITY, `login${at}`, `last activity${at}`, 'status'],
    sessions.map((one) => [...identityOf(one), one.loginTime, one.lastActivityTime, one.status]),
  );
  if (unread.length > 0)
    err.line(`${unread.length} more could not be read whole; --json shows what was printed.`, 'yellow');
}

function showKilled({ out }: Context, { killed, spared = [] }: Schemas['KilledSessionsView']): void {
  if (killed.length === 0) out.line(spared.length > 0 ? 'Nobody was killed.' : 'There was nobody to kill.');
  else {
    out.line('Killed:');
    showConnections(out, killed);
  }
  if (spared.length === 0) return;
  out.line('Not killed (protected):', 'yellow');
  showConnections(out, spared);
}

const BY_OPERATION: Readonly<Record<string, (context: Context, result: never) => void>> = {
  'integration-services.list': (context, { services }: Schemas['IntegrationServiceListView']) =>
    showServices(context, services),
  'integration-service.get': (context, service: Service) => showServices(context, [service]),
  'integration-service.start': showChange,
  'integration-service.stop': showChange,
  'integration-service.restart': showChange,
  'repositories.list': showRepositories,
  'sessions.list': showSessions,
  'session.kill': showKilled,
  'sessions.kill-by-user': showKilled,
};

/** Prints the result of a job for people; that of an operation of a later release as it is. */
export function showResult(context: Context, { operation, result }: Job): void {
  const show = Object.hasOwn(BY_OPERATION, operation) ? BY_OPERATION[operation] : undefined;
  if (show) show(context, result as never);
  else context.out.json(result);
}
