import { execFileSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { inRoot, prepared } from '../paths.js';
import { Estate, type KubernetesObject } from './estate.js';

/** The installations that are kept here. */
export const OVERLAYS = ['development', 'homologation', 'production'] as const;

/** YAML as Kubernetes reads it. */
export const readObjects = (text: string): KubernetesObject[] =>
  parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as KubernetesObject);

/** What `kubectl apply -k` would send. */
export function buildOverlay(name: (typeof OVERLAYS)[number]): Estate {
  const text = execFileSync(prepared('.cache/bin/kustomize'), [inRoot('deploy/kubernetes/overlays', name)], {
    encoding: 'utf8',
  });
  return new Estate(readObjects(text));
}
