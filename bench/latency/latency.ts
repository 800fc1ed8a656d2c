import { ANSIBLE_HOST, HOST } from '../scene/estate.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Scene } from '../scene/scene.js';
import type { Workload } from '../scene/workload.js';
import { ApiClient, type JobTimes } from './api-client.js';
import { type Play, Playbook } from './playbook.js';
import { type Contender, type Durations, race } from './race.js';
import { RawExec } from './raw-exec.js';
import { checkOutput, forget, type RecordedScript, recordScripts } from './recorded-scripts.js';
import { SshCommand } from './ssh-command.js';

/** The ways that are compared, as they stand in the table. */
export const WAYS = {
  ours: 'etlaas: submit, wait, result',
  ansible: '… by the transport ansible',
  raw: 'ssh2 exec, warm connection',
  empty: '… of an empty script',
  poll: 'etlaas: poll of a finished job',
  master: 'ssh, ControlMaster',
  ssh: 'ssh, new connection',
  plainPlaybook: 'ansible-playbook as it comes: facts, no pipelining',
  playbook: 'ansible-playbook tuned: no facts, pipelining',
  rawPlaybook: '… tuned, raw',
} as const;

/** What was measured for one workload. */
export interface Latency {
  workload: string;
  /** Scripts that one request runs. */
  scripts: number;
  durations: Durations;
  /** For each of our runs: how long all took, and what the job's own times say. */
  runs: readonly OwnRun[];
}

/** One of our runs, in ms. */
export interface OwnRun {
  totalMs: number;
  queuedMs: number;
  runningMs: number;
}

/** A while after a script the worker has a shell started for the next one: not beside the exec that it is compared with. */
const NEXT_SHELL_MS = 120;

/** How often. */
export interface Repetitions {
  rounds: number;
  warmUps: number;
  /** New connections, and Ansible, take part in every so many rounds. */
  sshEvery: number;
  ansibleEvery: number;
}

/** What takes part: the scene, and what keeps connections. */
export interface Track {
  scene: Scene;
  life: Lifetime;
}

/** Measures submit-to-result of one workload beside every other way to run the very same scripts on the same host. */
export async function measureLatency(track: Track, workload: Workload, repetitions: Repetitions): Promise<Latency> {
  const { scene, life } = track;
  const client = new ApiClient(scene, life);
  const scripts = await recordScripts(client, workload, scene.estate.recordings);
  const runs: OwnRun[] = [];
  const ours = async () => {
    const began = performance.now();
    const job = await client.listRepositories(workload.domain, HOST);
    runs.push(toRun(job, performance.now() - began));
  };
  const job = await client.listRepositories(workload.domain, HOST);
  const byAnsible = () => client.listRepositories(workload.domain, ANSIBLE_HOST);
  const poll = () => client.get(`/v1/jobs/${job.id}`);
  const peers = await peersOf(track, scripts, repetitions);
  const { rounds, warmUps, sshEvery } = repetitions;
  const contenders = [
    { name: WAYS.ours, run: ours, every: 1, warmUps, restMs: NEXT_SHELL_MS },
    { name: WAYS.ansible, run: byAnsible, every: Math.ceil(sshEvery / 4), warmUps: 2 },
    ...peers,
    { name: WAYS.poll, run: poll, every: 1, warmUps },
  ];
  const durations = await race(contenders, rounds);
  forget(scripts);
  return { workload: workload.name, scripts: scripts.length, durations, runs: runs.slice(warmUps) };
}

const toRun = ({ createdAt, startedAt, finishedAt }: JobTimes, totalMs: number): OwnRun => ({
  totalMs,
  queuedMs: startedAt - createdAt,
  runningMs: finishedAt - startedAt,
});

async function peersOf(
  { scene, life }: Track,
  scripts: readonly RecordedScript[],
  { warmUps, sshEvery, ansibleEvery }: Repetitions,
): Promise<Contender[]> {
  const { estate, places } = scene;
  const raw = await RawExec.connect(estate, life);
  const each = (peer: { run: (script: string) => Promise<string> }) => async () => {
    for (const { text } of scripts) checkOutput(await peer.run(text));
  };
  const play = (how: Play) => {
    const playbook = new Playbook(how, scripts, { estate, places, life });
    return () => playbook.run();
  };
  const plays: [string, Play][] = [
    [WAYS.plainPlaybook, { way: 'stdin', style: 'plain' }],
    [WAYS.playbook, { way: 'stdin', style: 'tuned' }],
    [WAYS.rawPlaybook, { way: 'raw', style: 'tuned' }],
  ];
  return [
    { name: WAYS.raw, run: each(raw), every: 1, warmUps },
    { name: WAYS.empty, run: () => raw.run('exit 0\n'), every: 1, warmUps },
    { name: WAYS.master, run: each(SshCommand.throughMaster(estate, places, life)), every: sshEvery, warmUps: 2 },
    { name: WAYS.ssh, run: each(SshCommand.anew(estate)), every: sshEvery, warmUps: 1 },
    ...plays.map(([name, how]) => ({ name, run: play(how), every: ansibleEvery, warmUps: 1 })),
  ];
}
