import type { Command, CommandOutcome } from '../command.js';
import type { UserConnectionView } from '../operations/user-connection.view.js';
import type { Journal, Step, StepAnswer, Steps } from '../steps.js';

/** A service of the fake domain. */
export interface FakeService {
  type: 'IS' | 'RS';
  enabled: boolean;
  alive: boolean;
}

/** What a test says instead of the fake: an outcome, in part. */
export type Reply = Partial<CommandOutcome> | ((command: Command) => Partial<CommandOutcome> | undefined);

/** A connection with all its fields, for tests. */
export const aConnection = (overrides: Partial<UserConnectionView> = {}): UserConnectionView => ({
  connectionId: '15',
  user: 'alice',
  application: 'Repository Manager',
  service: '',
  hostName: 'ws0815',
  hostAddress: '10.1.2.3',
  loginTime: '01/06/2025 08:12:44',
  lastActivityTime: '01/06/2025 10:19:51',
  processId: '4711',
  status: 'Active',
  ...overrides,
});

/** An outcome with all its fields, for tests. */
export const anOutcome = (overrides: Partial<CommandOutcome> = {}): CommandOutcome => ({
  exitCode: 0,
  stdout: '',
  stderr: '',
  durationMs: 10,
  timedOut: false,
  truncated: false,
  finishedAt: '2025-01-06T09:20:03.000Z',
  ...overrides,
});

/** What infacmd prints when it succeeds. */
export const infacmdSays = (...lines: string[]): string => [...lines, 'Command ran successfully.', ''].join('\n');

/** What infacmd prints when it fails. */
export const infacmdFails = (command: string, inner: string): Partial<CommandOutcome> => ({
  exitCode: 255,
  stdout: `[ICMD_10033] Command [${command}] failed with error [${inner}].\n`,
});

/** What pmrep prints when it succeeds. */
export const pmrepSays = (command: string, ...lines: string[]): string =>
  [
    'Informatica(r) PMREP, version [10.1.1 HotFix2], build [1507.1025], LINUX 64-bit',
    'Copyright (c) 1993-2017 Informatica LLC. All Rights Reserved.',
    'See patents at https://www.informatica.com/legal/patents.html.',
    '\n\nInvoked at Mon Jan 06 10:20:00 2025\n',
    ...lines,
    `${command} completed successfully.`,
    '\nCompleted at Mon Jan 06 10:20:03 2025\n',
  ].join('\n');

/** A connection as pmrep lists it, with labels. */
export const listed = (connection: UserConnectionView): string[] => [
  `${connection.connectionId} : ${connection.user}`,
  `     Application : ${connection.application}`,
  `     Service : ${connection.service}`,
  `     Host name : ${connection.hostName}`,
  `     Host address : ${connection.hostAddress}`,
  `     Login time : ${connection.loginTime}`,
  `     Last activity time : ${connection.lastActivityTime}`,
  `     Process id : ${connection.processId}`,
  `     Status : ${connection.status}`,
];

/**
 * Answers the steps of an operation like a well-behaved host, at once. A test changes `services`, `connections` and
 * `journals`, or says with `replies` (by command name) what a command does instead.
 */
export class FakeHost {
  services: Record<string, FakeService> = {
    INT_A: { type: 'IS', enabled: true, alive: true },
    INT_B: { type: 'IS', enabled: false, alive: false },
    REP_A: { type: 'RS', enabled: true, alive: true },
  };
  connections: UserConnectionView[] = [aConnection()];
  journals = new Map<string, Journal>();
  replies: Record<string, Reply> = {};
  /** Every command that was run, as `name argument`. */
  ran: string[] = [];
  pausedMs = 0;
  /** The outcomes of an effect are lost, as when the host dies after the command. */
  losesOutcomes = false;

  run<T>(steps: Steps<T>): T {
    let next = steps.next();
    while (!next.done) next = steps.next(this.answer(next.value));
    return next.value;
  }

  private answer(step: Step): StepAnswer {
    if (step.kind === 'pause') {
      this.pausedMs += step.ms;
      return {};
    }
    if (step.kind === 'effect') return { journal: this.passGate(step) };
    if (step.kind === 'begin') {
      if (step.commands.length === 0) throw new Error('a begin needs a command');
      const journal = this.journals.get(step.effect);
      return journal ? { journal } : { outcomes: this.runAll(step.commands, step.ordered === true) };
    }
    return { outcomes: this.runAll(step.commands, step.kind === 'chain') };
  }

  private passGate(step: Extract<Step, { kind: 'effect' }>): Journal {
    const begun = this.journals.get(step.effect);
    if (begun) return begun;
    const outcomes = this.runAll(step.commands, true);
    // The journal goes through JSON, as on the host.
    const before: unknown = JSON.parse(JSON.stringify(step.before));
    const journal: Journal = this.losesOutcomes ? { before } : { before, outcomes };
    this.journals.set(step.effect, journal);
    return journal;
  }

  private runAll(commands: readonly Command[], isChain: boolean): CommandOutcome[] {
    const outcomes: CommandOutcome[] = [];
    for (const command of commands) {
      const outcome = this.start(command);
      outcomes.push(outcome);
      if (isChain && outcome.exitCode !== 0 && !command.goOn) break;
    }
    return outcomes;
  }

  private start(command: Command): CommandOutcome {
    const words = command.args.filter((word) => !word.startsWith('-') && word !== 'isp');
    this.ran.push(words.slice(0, 2).join(' '));
    const name = command.program === 'date' ? 'date' : (words[0] ?? '');
    const reply = this.replies[name];
    const said = typeof reply === 'function' ? reply(command) : reply;
    return anOutcome(said ?? this.behave(name, words[1] ?? ''));
  }

  private behave(name: string, argument: string): Partial<CommandOutcome> {
    const service = this.services[argument.toUpperCase()];
    const known: Record<string, () => Partial<CommandOutcome>> = {
      ListServices: () => ({ stdout: infacmdSays(...this.namesOf(argument)) }),
      GetServiceStatus: () =>
        service ? { stdout: infacmdSays(service.enabled ? 'Enabled' : 'Disabled') } : infacmdFails(name, UNKNOWN),
      Ping: () => (service?.alive ? { stdout: pinged(argument) } : infacmdFails(name, UNKNOWN)),
      pingservice: () => (service?.alive ? { stdout: 'Integration Service is alive.\n' } : { exitCode: 1 }),
      EnableService: () => this.turn(argument, true),
      DisableService: () => this.turn(argument, false),
      connect: () => ({ stdout: pmrepSays('connect', `Connected to repository ${argument} in DOM as user svc_api`) }),
      listuserconnections: () => ({ stdout: pmrepSays(name, ...this.connections.flatMap(listed)) }),
      killuserconnection: () => this.kill(argument),
    };
    return known[name]?.() ?? { stdout: '+0100\n' };
  }

  private namesOf(type: string): string[] {
    return Object.keys(this.services).filter((name) => this.services[name]?.type === type);
  }

  /** Enables or disables a service, which follows at once. */
  turn(name: string, enabled: boolean): Partial<CommandOutcome> {
    const service = this.services[name.toUpperCase()];
    if (service) Object.assign(service, { enabled, alive: enabled });
    return { stdout: infacmdSays() };
  }

  private kill(connectionId: string): Partial<CommandOutcome> {
    this.connections = this.connections.filter((connection) => connection.connectionId !== connectionId);
    return { stdout: pmrepSays('killuserconnection') };
  }
}

const UNKNOWN = '[INFACMD_40000] [DOM_99002] Something went wrong.';

const pinged = (service: string): string =>
  infacmdSays(`[INFACMD_10052] Service [${service}] Domain [DOM] Host:Port [host01:6015] was successfully pinged.`);
