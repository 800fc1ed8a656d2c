import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inRoot } from '../paths.js';
import type { Processes, Running } from '../processes.js';
import { type Compose, readCompose, type Service } from './compose.js';
import { Container, type Mount } from './container.js';
import { Dockerfile } from './dockerfile.js';
import { ImageTree } from './image-tree.js';

const PROJECT = 'deploy/docker';

/** compose.yaml without an engine: its services are started as containers of this machine, all in its one network. */
export class PlayedCompose {
  readonly trees = new Map<string, ImageTree>();
  private readonly containers = new Map<string, Container>();
  private readonly dockerfile = Dockerfile.read(inRoot(PROJECT, 'Dockerfile'));
  private readonly compose: Compose;
  /** Where an operator stands: a copy of deploy/docker, as far as it is looked at. */
  readonly project: string;

  constructor(
    private readonly processes: Processes,
    private readonly folder: string,
    variables: Readonly<Record<string, string>>,
  ) {
    this.compose = readCompose(inRoot(PROJECT, 'compose.yaml'), variables);
    this.project = join(folder, PROJECT);
    mkdirSync(join(this.project, 'config'), { recursive: true });
    symlinkSync(inRoot('deploy', 'redis'), join(folder, 'deploy', 'redis'));
  }

  /** Runs the commands of the README, those that make secrets and those at their end that give them away. */
  makeSecrets(ofHosts: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    const blocks = [...readFileSync(inRoot(PROJECT, 'README.md'), 'utf8').matchAll(/```sh\n(.*?)```/gs)];
    const [make = '', giveAway = ''] = blocks.map(([, text = '']) => text).filter((text) => text.includes('secrets'));
    this.shell(make);
    for (const [service, files] of Object.entries(ofHosts))
      for (const [name, text] of Object.entries(files))
        writeFileSync(join(this.project, 'secrets', service, name), text);
    this.shell(giveAway);
  }

  secret(name: string): string {
    return readFileSync(join(this.project, 'secrets', name), 'utf8').trim();
  }

  /** The real server with our configuration, on a port of loopback. */
  startRedis(port: number): Running {
    const data = this.volume('redis');
    const over = ['--port', String(port), '--bind', '127.0.0.1', '--dir', data];
    const users = ['--aclfile', join(this.project, 'secrets', 'redis', 'users.acl')];
    const command = inRoot('.cache', 'bin', 'redis-server');
    const args = [inRoot(PROJECT, 'redis.conf'), ...over, ...users];
    return this.processes.start({ name: 'redis', command, args });
  }

  /** A service with settings over those of its own. */
  start(name: string, over: Readonly<Record<string, string>>): Container {
    const service = this.service(name);
    const target = service.build?.target ?? '';
    const tree = this.treeOf(name, target);
    const mounts = [...this.volumesOf(service, tree), ...this.secretsOf(service), ...tmpfsOf(service)];
    const image = this.dockerfile.configOf(target);
    const env = { ...service.environment, ...over };
    const container = Container.start(this.processes, { name, tree: tree.folder, image, mounts, env });
    this.containers.set(name, container);
    return container;
  }

  container(name: string): Container {
    const container = this.containers.get(name);
    if (!container) throw new Error(`${name} was not started`);
    return container;
  }

  /** The HEALTHCHECK of the image of a service. */
  healthCheckOf(name: string): readonly string[] {
    return this.dockerfile.configOf(this.service(name).build?.target ?? '').healthCheck;
  }

  async remove(): Promise<void> {
    await Promise.all([...this.containers.values()].map((container) => container.remove()));
  }

  volume(name: string): string {
    const path = join(this.folder, 'volumes', name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  private service(name: string): Service {
    const service = this.compose.services[name];
    if (!service) throw new Error(`compose.yaml has no service ${name}`);
    return service;
  }

  private treeOf(name: string, target: string): ImageTree {
    const folder = join(this.folder, 'trees', name);
    const tree = ImageTree.build(this.dockerfile, target, folder);
    this.trees.set(name, tree);
    return tree;
  }

  private volumesOf({ volumes = [] }: Service, tree: ImageTree): Mount[] {
    return volumes.map((volume) => {
      if (typeof volume !== 'string')
        return {
          kind: 'bind',
          source: resolve(this.project, volume.source),
          target: volume.target,
          isReadOnly: volume.read_only === true,
        };
      const [name = '', target = ''] = volume.split(':');
      // A new volume is as its folder in the image.
      execFileSync('cp', ['-a', '-T', tree.at(target), this.volume(name)]);
      return { kind: 'bind', source: this.volume(name), target, isReadOnly: false };
    });
  }

  private secretsOf({ secrets = [] }: Service): Mount[] {
    return secrets.map(({ source, target }) => {
      const file = this.compose.secrets?.[source]?.file ?? '';
      return { kind: 'bind', source: resolve(this.project, file), target: `/run/secrets/${target}`, isReadOnly: true };
    });
  }

  private shell(commands: string): void {
    execFileSync('/bin/sh', ['-e', '-c', commands], { cwd: this.project });
  }
}

const tmpfsOf = ({ tmpfs = [] }: Service): Mount[] =>
  tmpfs.map((each) => {
    const [target = '', options = ''] = each.split(':');
    return { kind: 'tmpfs', target, options };
  });
