import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IContainer } from 'kubernetes-models/v1/Container';
import { Estate, type KubernetesObject, type Pods } from './estate.js';

/** Something that somebody does to an installation. */
export type Change = (estate: Estate) => unknown;

/** A copy of an installation, spoilt. */
export function spoilt(sound: Estate, change: Change): Estate {
  const estate = new Estate(structuredClone(sound.objects));
  change(estate);
  return estate;
}

/** The one of that name. */
export function named<T extends { name?: string; metadata?: { name?: string } }>(name: string, all: readonly T[]): T {
  const found = all.find((one) => (one.metadata?.name ?? one.name) === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** Changes the pods of the API. */
export const pods =
  (change: (api: Pods) => unknown): Change =>
  (estate) =>
    change(named('api', estate.pods));

/** Changes their container. */
export const container = (change: (api: IContainer) => unknown): Change =>
  pods(({ spec }) => spec.containers.map(change));

export const volume = (more: { name: string } & Record<string, unknown>): Change =>
  pods(({ spec }) => spec.volumes?.push(more));

/** Gives the API other settings; an own value comes before that of a ConfigMap. */
export const setting = (name: string, value: string): Change => container(({ env }) => env?.push({ name, value }));

export const policy =
  (name: string, spec: Partial<INetworkPolicy['spec']>): Change =>
  (estate) =>
    Object.assign(named(name, estate.all('NetworkPolicy')).spec ?? {}, spec);

export const without =
  (kind: string, name: string): Change =>
  ({ objects }) => {
    const list = objects as KubernetesObject[];
    const at = list.findIndex((object) => object.kind === kind && object.metadata.name === name);
    if (at < 0) throw new Error(`there is no ${kind} ${name}`);
    list.splice(at, 1);
  };

export const added =
  (kind: string, more: object): Change =>
  ({ objects }) =>
    (objects as KubernetesObject[]).push({ apiVersion: 'v1', kind, metadata: { name: 'extra' }, ...more });
