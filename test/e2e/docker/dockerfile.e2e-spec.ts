import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { Dockerfile } from '../../support/docker/dockerfile.js';
import { faultsOf } from '../../support/docker/dockerfile-policy.js';
import { sourceOf } from '../../support/docker/image-tree.js';

const PATH = 'deploy/docker/Dockerfile';
const TARGETS = ['api', 'worker', 'sandbox'];
const dockerfile = Dockerfile.read(PATH);

/** What a builder, and people, would say of other text. */
const complaintsAbout = (text: string): string[] => [
  ...validate(text).map(({ message }) => String(message)),
  ...faultsOf(Dockerfile.of(text), TARGETS),
];

describe(PATH, () => {
  it('holds nothing that a builder does not understand, or that our rules forbid', () => {
    expect(complaintsAbout(dockerfile.text)).toEqual([]);
  });

  it.each([
    ['an instruction that does not exist', 'EXPOSE 3000', 'EXPOSED 3000', 'Unknown instruction: EXPOSED'],
    ['root', 'USER 10001:10001', 'USER root', 'api: runs as root'],
    [
      'a base that moves',
      'ARG BASE=node:24-bookworm-slim',
      'ARG BASE=node:latest',
      'BASE: node:latest is no exact version',
    ],
    ['an image without tag', /FROM .* AS base\n/, 'FROM node AS base\n', 'base: node is no exact version'],
    [
      'the shell form',
      /ENTRYPOINT \[.*\]/,
      'ENTRYPOINT node dist/programs/api.js',
      'api: its ENTRYPOINT is not in exec form',
    ],
    ['no process 1 that reaps', '["/usr/bin/tini", "--", ', '[', 'api: nobody reaps: its ENTRYPOINT is not tini'],
    [
      'no health check',
      'CMD ["/usr/local/bin/node", "dist/programs/health-check.js"]',
      'CMD node dist/programs/health-check.js',
      'api: has no HEALTHCHECK in exec form',
    ],
    ['no label', 'org.opencontainers.image.revision=$REVISION', 'x=$REVISION', 'api: has no label revision'],
    ['something from the internet', 'COPY packages/ packages/', 'ADD https://x.example/a /a', 'build: ADD'],
    ['a secret in an argument', 'ARG NPM_CONFIG_REGISTRY', 'ARG NPM_TOKEN', 'tools: NPM_TOKEN may be a secret'],
    ['a secret in the environment', 'METRICS_PORT=9464', 'REDIS_PASSWORD=x', 'base: REDIS_PASSWORD may be a secret'],
    ['a volume of chance', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGTERM\nVOLUME /data', 'base: VOLUME'],
    ['another signal', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL', 'api: is not ended by SIGTERM'],
    [
      'files that belong to the user',
      'COPY --from=build /app/package.json',
      'COPY --chown=10001 --from=build /app/package.json',
      'api: COPY --chown',
    ],
    [
      'lists of apt that stay',
      '&& rm -rf /var/lib/apt/lists/*',
      '&& rm -rf /var/lib/apt',
      'base: leaves the lists of apt',
    ],
    [
      'npm where it runs',
      'rm -rf /usr/local/lib/node_modules',
      'rm -rf /usr/local/lib/else',
      'api: npm is still there',
    ],
    ['dependencies that run scripts', ' --ignore-scripts', '', 'tools: npm ci without --ignore-scripts'],
  ])('is told of %s', (_, part, other, fault) => {
    const changed = dockerfile.text.replace(part, other);
    expect(changed).not.toBe(dockerfile.text);
    expect(complaintsAbout(changed)).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it.each(['build', ...TARGETS])('copies what is there: %s', (name) => {
    const copies = dockerfile.copiesOf(name);
    expect(copies.length).toBeGreaterThan(0);
    const { workdir } = dockerfile.configOf('build');
    for (const { from, sources } of copies) for (const source of sources) sourceOf(source, from, workdir);
  });

  it('gets from the repository what .dockerignore lets through, and that is what it copies', () => {
    const [all, ...lines] = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/.test(line));
    expect(all).toBe('*');
    const letThrough = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const copied = ['build', 'worker']
      .flatMap((name) => dockerfile.copiesOf(name))
      .filter(({ from }) => from === undefined)
      .flatMap(({ sources }) => sources.map((source) => source.replace(/\/$/, '')));
    expect(letThrough.sort()).toEqual([...new Set(copied)].sort());
  });
});
