import type { Estate, Pods } from './estate.js';

type Selector = { matchLabels?: Record<string, string>; matchExpressions?: readonly unknown[] } | undefined;

/** Whether a selector finds these labels. Expressions find nothing here: none of ours needs them. */
export const selects = (selector: Selector, labels: Record<string, string>): boolean =>
  selector !== undefined &&
  (selector.matchExpressions ?? []).length === 0 &&
  Object.entries(selector.matchLabels ?? {}).every(([name, value]) => labels[name] === value);

/** The pods that a selector finds. */
export const selected = ({ pods }: Estate, selector: Selector): Pods[] =>
  pods.filter(({ labels }) => selects(selector, labels));

/** Whether each of the pods has a port, by its name or number. */
export const allHavePort = (pods: readonly Pods[], port: string | number | undefined): boolean =>
  pods.length > 0 &&
  pods.every(({ spec }) =>
    spec.containers.some(({ ports = [] }) =>
      ports.some(({ name, containerPort }) => name === port || containerPort === port),
    ),
  );
