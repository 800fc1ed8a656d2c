import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { KubernetesObject } from './estate.js';
import { Watched } from './watched.js';

/** A kind whose validator was made from the OpenAPI document of Kubernetes, or from the operator's own definitions. */
interface Kind {
  apiVersion: string;
  kind: string;
  prototype: { validate(): void };
}

const KINDS: readonly Kind[] = [
  ConfigMap,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  PodMonitor,
  PrometheusRule,
  Service,
  ServiceAccount,
  StatefulSet,
];

/** What the schema of its kind says against an object; a kind without a schema is said too. */
export function schemaFaults(object: KubernetesObject): string[] {
  const { apiVersion, kind, metadata } = object;
  const place = `${kind} ${metadata.name}`;
  const model = KINDS.find((known) => known.kind === kind && known.apiVersion === apiVersion);
  if (!model) return [`${place}: there is no schema of ${apiVersion} ${kind}`];
  const watched = new Watched(object);
  try {
    model.prototype.validate.call(watched.value);
  } catch (error) {
    return [`${place}: ${error instanceof Error ? error.message : String(error)}`];
  }
  return watched.unread.map((path) => `${place}: ${path} is unknown to Kubernetes`);
}
