import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

/** What every object of Kubernetes has. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

interface Kinds {
  ConfigMap: IConfigMap;
  HorizontalPodAutoscaler: IHorizontalPodAutoscaler;
  Ingress: IIngress;
  Namespace: INamespace;
  NetworkPolicy: INetworkPolicy;
  PodDisruptionBudget: IPodDisruptionBudget;
  PodMonitor: IPodMonitor;
  Secret: KubernetesObject;
  Service: IService;
  ServiceAccount: IServiceAccount;
  StatefulSet: IStatefulSet;
}

/** The pods of a StatefulSet. */
export interface Pods {
  name: string;
  labels: Record<string, string>;
  spec: IPodSpec;
  set: NonNullable<IStatefulSet['spec']>;
}

/** A container with the pods that it is of; `place` is what a breach calls it. */
export interface Placed {
  place: string;
  container: IContainer;
  pods: Pods;
}

/** All that is applied to a cluster at once. */
export class Estate {
  constructor(readonly objects: readonly KubernetesObject[]) {}

  all<Kind extends keyof Kinds>(kind: Kind): Kinds[Kind][] {
    return this.objects.filter((object) => object.kind === kind) as unknown as Kinds[Kind][];
  }

  /** Whether there is one of that name. */
  has(kind: keyof Kinds, name: string | undefined): boolean {
    return this.objects.some((object) => object.kind === kind && object.metadata.name === name);
  }

  get pods(): Pods[] {
    return this.all('StatefulSet').flatMap(({ metadata, spec: set }) => {
      const { spec, metadata: { labels = {} } = {} } = set?.template ?? {};
      return set && spec ? [{ name: metadata?.name ?? '', labels, spec, set }] : [];
    });
  }

  get containers(): Placed[] {
    return this.pods.flatMap((pods) =>
      [...(pods.spec.initContainers ?? []), ...pods.spec.containers].map((container) => ({
        place: `${pods.name}/${container.name}`,
        container,
        pods,
      })),
    );
  }

  /** What a ConfigMap holds; nothing where there is none. */
  dataOf(configMap: string | undefined): Record<string, string> {
    return this.all('ConfigMap').find(({ metadata }) => metadata?.name === configMap)?.data ?? {};
  }
}

/** What a rule says against an estate: a sentence for each breach. */
export type Rule = (estate: Estate) => string[];
