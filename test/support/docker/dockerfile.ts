import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast';

/** Files that get into an image: from the sources of the build, or from an earlier stage. */
export interface Copied {
  from: string | undefined;
  sources: readonly string[];
  /** Absolute; a folder where it ends in a slash. */
  to: string;
}

/** What an image says of how it is run. */
export interface ImageConfig {
  env: Readonly<Record<string, string>>;
  workdir: string;
  user: string;
  entrypoint: readonly string[];
  healthCheck: readonly string[];
  stopSignal: string;
  /** Their names. */
  labels: readonly string[];
}

interface Stage {
  name: string;
  base: string;
  instructions: readonly Instruction[];
}

/** A Dockerfile, as far as ours go. */
export class Dockerfile {
  readonly stages: readonly Stage[];

  /** Of the ARG before the first FROM. */
  readonly defaults: Readonly<Record<string, string>>;

  private constructor(readonly text: string) {
    const all = DockerfileParser.parse(text).getInstructions();
    this.defaults = Object.fromEntries(all.slice(0, all.findIndex(isFrom)).flatMap(pairsOf));
    const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
    for (const each of all) {
      if (isFrom(each)) stages.push(begun(each as From));
      else stages.at(-1)?.instructions.push(each);
    }
    this.stages = stages;
  }

  static read(path: string): Dockerfile {
    return new Dockerfile(readFileSync(path, 'utf8'));
  }

  static of(text: string): Dockerfile {
    return new Dockerfile(text);
  }

  /** The instructions of a stage after those of the stages it stands on. */
  instructionsOf(name: string): readonly Instruction[] {
    const stage = this.stages.find((each) => each.name === name);
    return stage ? [...this.instructionsOf(stage.base), ...stage.instructions] : [];
  }

  /** With paths made absolute by WORKDIR. */
  copiesOf(name: string): Copied[] {
    let workdir = '/';
    return this.instructionsOf(name).flatMap((each) => {
      if (each.getKeyword() === 'WORKDIR') workdir = each.getArgumentsContent() ?? workdir;
      if (each.getKeyword() !== 'COPY') return [];
      const paths = each.getArguments().map((argument) => argument.getValue());
      const to = paths.pop() ?? '';
      const from = (each as Copy)
        .getFlags()
        .find((flag) => flag.getName() === 'from')
        ?.getValue();
      return [
        { from: from ?? undefined, sources: paths, to: posix.resolve(workdir, to) + (to.endsWith('/') ? '/' : '') },
      ];
    });
  }

  /** The single commands of the RUN instructions of a stage, in order. */
  commandsOf(name: string): string[] {
    const runs = this.instructionsOf(name).filter((each) => each.getKeyword() === 'RUN');
    return runs.flatMap((each) => commandsIn(String(each)));
  }

  configOf(name: string): ImageConfig {
    const all = this.instructionsOf(name);
    const last = (keyword: string) => all.filter((each) => each.getKeyword() === keyword).at(-1);
    return {
      env: Object.fromEntries(all.filter((each) => each.getKeyword() === 'ENV').flatMap(pairsOf)),
      workdir: last('WORKDIR')?.getArgumentsContent() ?? '/',
      user: last('USER')?.getArgumentsContent() ?? 'root',
      entrypoint: wordsOf(last('ENTRYPOINT')),
      healthCheck: wordsOf(last('HEALTHCHECK')),
      stopSignal: last('STOPSIGNAL')?.getArgumentsContent() ?? '',
      labels: all
        .filter((each) => each.getKeyword() === 'LABEL')
        .flatMap((each) => pairsOf(each).map(([name]) => name)),
    };
  }
}

const isFrom = (instruction: Instruction): boolean => instruction.getKeyword() === 'FROM';

const begun = (from: From) => ({ name: from.getBuildStage() ?? '', base: from.getImage() ?? '', instructions: [] });

/** The exec form only; of the shell form nothing. */
function wordsOf(instruction: Instruction | undefined): string[] {
  const json = /\[[^[\]]*\]$/.exec(String(instruction ?? ''))?.[0];
  return json ? (JSON.parse(json) as string[]) : [];
}

const pairsOf = (instruction: Instruction): [string, string][] =>
  instruction.getArguments().map((argument) => {
    const [name = '', ...value] = argument.getValue().split('=');
    return [name, value.join('=')];
  });

const commandsIn = (run: string): string[] =>
  run
    .replace(/^RUN /, '')
    .split('&&')
    .map((command) => command.trim());
