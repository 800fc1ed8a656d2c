import { type Copy, type Instruction, type PropertyInstruction } from 'dockerfile-ast';
import type { Dockerfile } from './dockerfile.js';

/** A version of some length, or a digest. */
const EXACT = /^[\w./-]+(:\d[\w.-]*)(@sha256:[0-9a-f]{64})?$/;

const SECRET = /TOKEN|SECRET|PASSW|PRIVATE|CREDENTIAL|(^|_)KEYS?(_|$)/;

const LABELS = ['title', 'description', 'version', 'revision', 'created', 'source'];

/** What our rules find wrong with a Dockerfile that has these targets: a sentence each. */
export function faultsOf(dockerfile: Dockerfile, targets: readonly string[]): string[] {
  return [
    ...dockerfile.stages.flatMap((stage) => baseFaults(dockerfile, stage)),
    ...dockerfile.stages.flatMap(({ name, instructions }) =>
      instructions.flatMap((each) => instructionFaults(each).map((fault) => `${name}: ${fault}`)),
    ),
    ...targets.flatMap((target) => targetFaults(dockerfile, target).map((fault) => `${target}: ${fault}`)),
  ];
}

function baseFaults({ stages, defaults }: Dockerfile, { name, base }: { name: string; base: string }): string[] {
  if (stages.some((stage) => stage.name === base)) return [];
  const [argument] = /(?<=^\$\{)\w+(?=\}$)/.exec(base) ?? [];
  const image = argument ? (defaults[argument] ?? '') : base;
  return EXACT.test(image) ? [] : [`${argument ?? name}: ${image} is no exact version`];
}

function instructionFaults(instruction: Instruction): string[] {
  const text = String(instruction);
  switch (instruction.getKeyword()) {
    case 'ADD':
    case 'VOLUME':
    case 'SHELL':
    case 'ONBUILD':
      return [`${instruction.getKeyword()} is not for us`];
    case 'ARG':
    case 'ENV':
      return namesIn(instruction).flatMap((name) => (SECRET.test(name) ? [`${name} may be a secret`] : []));
    case 'COPY':
      return (instruction as Copy)
        .getFlags()
        .flatMap((flag) => (flag.getName() === 'from' ? [] : [`COPY --${flag.getName()}`]));
    case 'RUN':
      return runFaults(text);
    default:
      return [];
  }
}

const namesIn = (instruction: Instruction): string[] =>
  (instruction as PropertyInstruction).getProperties().map((property) => property.getName());

const runFaults = (text: string): string[] => [
  ...(/\b(curl|wget|sudo)\b/.test(text) ? ['fetches or becomes what it should not'] : []),
  ...(text.includes('apt-get install') && !text.includes('--no-install-recommends')
    ? ['installs what is recommended']
    : []),
  ...(text.includes('apt-get update') && !text.includes('/var/lib/apt/lists/*') ? ['leaves the lists of apt'] : []),
  ...(text.includes('npm ci') && !text.includes('--ignore-scripts') ? ['npm ci without --ignore-scripts'] : []),
];

function targetFaults(dockerfile: Dockerfile, target: string): string[] {
  const { user, entrypoint, healthCheck, labels, stopSignal } = dockerfile.configOf(target);
  const commands = dockerfile.commandsOf(target).join('\n');
  return [
    ...(user === '10001:10001' ? [] : [`runs as ${user}`]),
    ...(entrypoint.length > 0 ? [] : ['its ENTRYPOINT is not in exec form']),
    ...(entrypoint[0] === '/usr/bin/tini' ? [] : ['nobody reaps: its ENTRYPOINT is not tini']),
    ...(healthCheck.includes('dist/programs/health-check.js') ? [] : ['has no HEALTHCHECK in exec form']),
    ...(stopSignal === 'SIGTERM' ? [] : ['is not ended by SIGTERM']),
    ...(/^rm -rf .*\/usr\/local\/lib\/node_modules/m.test(commands) ? [] : ['npm is still there']),
    ...LABELS.filter((label) => !labels.includes(`org.opencontainers.image.${label}`)).map(
      (label) => `has no label ${label}`,
    ),
  ];
}
